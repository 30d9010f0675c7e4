package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pinakes dataset compact}: the index in one piece. */
@Command(
    name = "compact",
    description = {
      "Make a dataset as quick to search as it can be.",
      "",
      "Its index is written anew in one piece. An ingest leaves it in a few, each of which every",
      "search goes through. Searches go on meanwhile. Worth its time before many questions are",
      "asked of a large dataset that seldom changes; what later runs add comes in pieces again.",
      "",
      "  pinakes dataset compact papers",
      ""
    })
final class DatasetCompactCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "DATASET")
  private String name = "";

  @Mixin private ProgressOptions progress = new ProgressOptions();

  DatasetCompactCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    ObjectNode done;
    try (ProgressOptions.ProgressView view = progress.view(session, name)) {
      ObjectNode spec = Json.MAPPER.createObjectNode().put("dataset", name);
      done = new NodeJob(session).orHere("compact", spec, view, () -> here(view));
    }
    if (session.json()) {
      session.print(done);
    } else {
      session
          .outWriter()
          .printf(
              Locale.ROOT,
              "%s: its index is in one piece, after %.1f s%n",
              name,
              done.path("seconds").asDouble());
    }
    return ExitCode.OK;
  }

  private ObjectNode here(ProgressOptions.ProgressView view) throws IOException {
    long start = System.nanoTime();
    session.existingBank().writer(name).mergeIndex(view);
    return ReportJson.compacted(name, System.nanoTime() - start);
  }
}
