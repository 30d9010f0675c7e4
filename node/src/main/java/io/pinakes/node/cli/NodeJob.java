package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.node.client.NodeException;
import io.pinakes.node.client.RunningNode;
import io.pinakes.query.failure.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Work by the node that serves the home. */
final class NodeJob {
  private final Session session;

  NodeJob(Session session) {
    this.session = session;
  }

  /**
   * Has it done.
   *
   * @param kind of the job
   * @param locked thrown if whoever holds the home is no node
   * @return the job's document, however it ended
   */
  JsonNode run(
      String kind,
      ObjectNode spec,
      ProgressListener listener,
      Cancellation cancellation,
      HomeLockedException locked)
      throws IOException {
    Optional<RunningNode> found = RunningNode.of(session.home());
    if (found.isEmpty()) {
      throw locked;
    }
    RunningNode node = found.get();
    try {
      session.note("By the node at " + node.url() + ", which holds this home.");
      return node.run(kind, spec, listener, cancellation);
    } catch (NodeException e) {
      throw new CliException(
          e.status() == 400 ? ExitCode.USAGE : ExitCode.FAILURE,
          String.valueOf(e.getMessage()),
          e.fix());
    }
  }

  /** What is done by this process, and the document that says so. */
  @FunctionalInterface
  interface Here {
    ObjectNode run() throws IOException;
  }

  /**
   * Does it here, or has it done by the node that holds the home.
   *
   * @return the document of the command, the same either way
   */
  ObjectNode orHere(String kind, ObjectNode spec, ProgressListener listener, Here here)
      throws IOException {
    try {
      return here.run();
    } catch (HomeLockedException locked) {
      JsonNode job = run(kind, spec, listener, session.cancellation(), locked);
      if (job.path("state").asText().equals("cancelled")) {
        throw new CliException(ExitCode.INTERRUPTED, "stopped before it was done", "");
      }
      // What is done in part says in its document what is missing.
      if (job.path("result") instanceof ObjectNode result) {
        return result;
      }
      throw failure(job);
    }
  }

  /** What a job that failed says. */
  static CliException failure(JsonNode job) {
    JsonNode error = job.path("error");
    String kind = error.path("kind").asText();
    int exitCode =
        Stream.of(Kind.values())
            .filter(one -> one.text().equals(kind))
            .mapToInt(Verdicts::exitCode)
            .findFirst()
            .orElse(ExitCode.FAILURE);
    return new CliException(
        exitCode,
        error.path("error").asText("the node ended before it was done"),
        error.path("fix").asText());
  }
}
