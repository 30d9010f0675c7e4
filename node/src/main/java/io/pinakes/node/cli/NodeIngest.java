package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** An ingest by the node that serves the home, which looks like one by this process. */
final class NodeIngest {
  private final Session session;
  private final ProgressOptions progress;

  NodeIngest(Session session, ProgressOptions progress) {
    this.session = session;
    this.progress = progress;
  }

  /**
   * Has it done.
   *
   * @param print shows the report to people
   * @param locked thrown if whoever holds the home is no node
   */
  int run(
      IngestRequest request,
      Consumer<IngestReport> print,
      Cancellation cancellation,
      HomeLockedException locked)
      throws IOException {
    JsonNode job = job(request, cancellation, locked);
    if (job.path("result") instanceof ObjectNode result) {
      if (session.json()) {
        session.print(result);
      } else {
        print.accept(ReportJson.readIngest(result));
      }
    }
    return switch (job.path("state").asText()) {
      case "succeeded" -> ExitCode.OK;
      case "partial" -> ExitCode.PARTIAL;
      case "cancelled" -> ExitCode.INTERRUPTED;
      default -> throw NodeJob.failure(job);
    };
  }

  /** The same for who says in words of their own what came of it: the report. */
  IngestReport report(IngestRequest request, Cancellation cancellation, HomeLockedException locked)
      throws IOException {
    JsonNode job = job(request, cancellation, locked);
    if (job.path("result") instanceof ObjectNode result) {
      return ReportJson.readIngest(result);
    }
    throw NodeJob.failure(job);
  }

  private JsonNode job(IngestRequest request, Cancellation cancellation, HomeLockedException locked)
      throws IOException {
    try (ProgressOptions.ProgressView view = progress.view(session, request.dataset())) {
      return new NodeJob(session).run("ingest", document(request), view, cancellation, locked);
    }
  }

  /** The particulars of the job. */
  static ObjectNode document(IngestRequest request) {
    ObjectNode spec =
        Json.MAPPER
            .createObjectNode()
            .put("folder", request.folder().toString())
            .put("dataset", request.dataset())
            .put("allow_empty", request.allowEmpty())
            .put("retry_failed", request.retryFailed());
    request.source().ifPresent(name -> spec.put("source", name));
    request.model().ifPresent(name -> spec.put("model", name));
    request.include().ifPresent(globs -> fill(spec.putArray("include"), globs));
    request.exclude().ifPresent(globs -> fill(spec.putArray("exclude"), globs));
    return spec;
  }

  private static void fill(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
