package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.node.client.NodeException;
import io.pinakes.node.client.NodeGoneException;
import io.pinakes.node.client.RunningNode;
import io.pinakes.query.blocks.Work;
import io.pinakes.query.blocks.WorkListener;
import io.pinakes.query.blocks.Works;
import io.pinakes.query.failure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
   * @throws CliException if the node refuses it, or ends before it does
   */
  JsonNode run(
      String kind,
      ObjectNode spec,
      ProgressListener listener,
      Cancellation cancellation,
      HomeLockedException locked)
      throws IOException {
    RunningNode node = RunningNode.of(session.home()).orElseThrow(() -> locked);
    return run(node, kind, spec, listener, cancellation);
  }

  private JsonNode run(
      RunningNode node,
      String kind,
      ObjectNode spec,
      ProgressListener listener,
      Cancellation cancellation)
      throws IOException {
    try {
      tell(session, node);
      ObjectNode begun = node.begin(kind, spec);
      tellOfWait(begun);
      JsonNode job = node.follow(begun.path("id").asText(), listener, cancellation);
      session.changedByNode();
      if (job.path("ended").isNull()) {
        throw goesOn(new NodeGoneException(node.url(), job.path("id").asText()));
      }
      return job;
    } catch (NodeGoneException e) {
      throw goesOn(e);
    } catch (NodeException e) {
      throw new CliException(
          switch (e.status()) {
            case 400 -> ExitCode.USAGE;
            case 404 -> ExitCode.NOT_FOUND;
            case 409 -> ExitCode.CONFLICT;
            default -> ExitCode.FAILURE;
          },
          String.valueOf(e.getMessage()),
          e.fix());
    }
  }

  /** The job would find nothing to read. */
  private static CliException inputGone(CliException gone) {
    return new CliException(
        ExitCode.NETWORK,
        String.valueOf(gone.getMessage()),
        "What came through the pipe is lost with this command: give it again.",
        gone);
  }

  private void tellOfWait(ObjectNode job) {
    List<String> before = new ArrayList<>();
    job.path("waits_for").forEach(id -> before.add(id.asText()));
    if (!before.isEmpty()) {
      session.note(
          job.path("id").asText()
              + " waits for its turn behind "
              + String.join(", ", before)
              + ".");
    }
  }

  /** A job that was taken on outlives its node; who waited for its end learns what it waits for. */
  private CliException goesOn(NodeGoneException gone) throws IOException {
    Optional<RunningNode> living = RunningNode.of(session.home());
    if (living.isPresent()) {
      return new CliException(
          ExitCode.NETWORK,
          "the node at " + living.get().url() + " said no more of " + gone.job(),
          "It goes on with it: look at " + living.get().url() + "/#/jobs",
          gone);
    }
    return new CliException(
        ExitCode.NETWORK,
        String.valueOf(gone.getMessage()),
        "The job goes on once a node serves this home again: " + session.command("serve"),
        gone);
  }

  /**
   * Says who does it.
   *
   * @throws CliException if it was told of this command to heed another quota than the node has
   */
  static void tell(Session session, RunningNode node) {
    NodeQuota.compare(session, node);
    session.note("By the node at " + node.url() + ", which holds this home.");
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
      return result(run(kind, spec, listener, session.cancellation(), locked));
    }
  }

  /** The home, as work needs it. */
  @FunctionalInterface
  interface Opened {
    Bank bank() throws IOException;
  }

  /**
   * The same of work on blocks.
   *
   * @param here opens the home, which is not done for what makes no sense
   */
  ObjectNode work(String kind, ObjectNode spec, WorkListener listener, Opened here)
      throws Exception {
    Work work = new Works(ExternalKubo.token(session.environment())).of(kind, spec);
    Bank bank;
    try {
      bank = here.bank();
    } catch (HomeLockedException locked) {
      tellOfToken(spec);
      HandedFile theirs = HandedFile.in(session, spec);
      try {
        return result(run(kind, theirs.spec(), told(listener), session.cancellation(), locked));
      } catch (CliException e) {
        throw theirs.copied() && e.getCause() instanceof NodeGoneException ? inputGone(e) : e;
      }
    }
    return work.on(bank, listener, new Cancellation());
  }

  /**
   * Has it done by the node, if there is one; else does it here, which takes no lock.
   *
   * @return the document of the command, the same either way
   */
  ObjectNode orHereUnlocked(String kind, ObjectNode spec, Callable<ObjectNode> here)
      throws Exception {
    Optional<RunningNode> node = RunningNode.of(session.home());
    return node.isPresent()
        ? result(run(node.get(), kind, spec, ProgressListener.NONE, session.cancellation()))
        : here.call();
  }

  /** Has the node bring a Kubo in step with what it has changed. */
  ObjectNode syncKubo(String address) throws IOException {
    RunningNode node =
        RunningNode.of(session.home())
            .orElseThrow(() -> new IOException("the node that served this home has gone"));
    ObjectNode spec = kubo(address);
    tellOfToken(spec);
    return result(run(node, "sync-kubo", spec, ProgressListener.NONE, session.cancellation()));
  }

  /** The particulars of that. */
  static ObjectNode kubo(String address) {
    return Json.MAPPER.createObjectNode().put("kubo", address);
  }

  private static ObjectNode result(JsonNode job) {
    if (job.path("state").asText().equals("cancelled")) {
      throw new CliException(ExitCode.INTERRUPTED, "stopped before it was done", "");
    }
    // What is done in part says in its document what is missing.
    if (job.path("result") instanceof ObjectNode result) {
      return result;
    }
    throw failure(job);
  }

  /** A job's particulars are shown to all of this machine: no token is among them. */
  private void tellOfToken(ObjectNode spec) {
    boolean named = !spec.path("kubos").isEmpty() || spec.has("kubo");
    if (named && !ExternalKubo.token(session.environment()).isEmpty()) {
      session.note("The node shows a Kubo its own $PINAKES_KUBO_TOKEN, not the one given here.");
    }
  }

  private static ProgressListener told(WorkListener listener) {
    return progress ->
        progress
            .blocks()
            .ifPresent(
                blocks -> {
                  listener.expects(progress.bytesTotal());
                  listener.moved(blocks.count(), progress.bytes());
                  blocks
                      .searchable()
                      .ifPresent(
                          dataset ->
                              listener.searchable(
                                  dataset, progress.chunks(), progress.chunksTotal()));
                });
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
