package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.progress.ProgressListener;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes source}: the folders that datasets follow. */
@Command(
    name = "source",
    description = {
      "Show and remove the folders that datasets follow.",
      "",
      "  pinakes source ls",
      "  pinakes source rm papers drafts --dry-run",
      ""
    })
final class SourceCommand {
  private final Session session;

  SourceCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "ls",
      description = {"List the folders.", "", "  pinakes source ls --json", ""})
  int list() throws IOException {
    ObjectNode document = Json.document("pinakes.source-ls/1");
    ArrayNode sources = document.putArray("sources");
    for (DatasetInfo dataset : session.readableBank().datasets()) {
      dataset
          .sources()
          .forEach(
              s ->
                  sources
                      .addObject()
                      .put("dataset", dataset.name())
                      .put("name", s.name())
                      .put("folder", s.root().toString()));
    }
    if (session.json()) {
      session.print(document);
    } else {
      sources.forEach(
          s ->
              session
                  .outWriter()
                  .println(
                      s.get("dataset").asText()
                          + "/"
                          + s.get("name").asText()
                          + "  "
                          + s.get("folder").asText()));
    }
    return ExitCode.OK;
  }

  @Command(
      name = "rm",
      description = {
        "Stop following a folder, and take its documents out of the dataset.",
        "",
        "  pinakes source rm papers drafts --dry-run    says how many documents would go",
        "  pinakes source rm papers drafts",
        ""
      })
  int remove(
      @Parameters(paramLabel = "DATASET") String dataset,
      @Parameters(paramLabel = "SOURCE") String source,
      @Option(names = "--dry-run", description = "Only say what would go.") boolean dryRun)
      throws IOException {
    requireSource(session, session.bankFor(dryRun).dataset(dataset), source);
    if (dryRun) {
      long[] files = new long[1];
      session
          .readableBank()
          .files(
              dataset,
              file -> {
                files[0] +=
                    file.path().startsWith(source + "/") && file.document().isPresent() ? 1 : 0;
                return true;
              });
      if (session.json()) {
        session.print(
            Json.document("pinakes.source-rm/1")
                .put("would_remove", dataset + "/" + source)
                .put("documents", files[0]));
      } else {
        session
            .outWriter()
            .println(
                "would take out "
                    + Figures.count(files[0], "document")
                    + " of "
                    + dataset
                    + "/"
                    + source);
      }
      return ExitCode.OK;
    }
    session.writableBank().writer(dataset).removeSource(source, ProgressListener.NONE);
    Done.say(session, "pinakes.source-rm/1", "removed", dataset + "/" + source);
    return ExitCode.OK;
  }

  private static void requireSource(Session session, DatasetInfo dataset, String source) {
    List<String> known = dataset.sources().stream().map(s -> s.name()).toList();
    if (!known.contains(source)) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "dataset [" + dataset.name() + "] has no source [" + source + "]; it has " + known,
          "See what there is: " + session.command("source ls"));
    }
  }
}
