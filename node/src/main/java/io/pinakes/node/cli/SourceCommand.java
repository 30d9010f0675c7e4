package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.query.UnknownPartException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
    Optional<ObjectNode> told =
        new NodeAnswers(session).get("/api/v1/sources", "pinakes.source-ls/1");
    ObjectNode document = told.isPresent() ? told.get() : listed(session.readableBank());
    if (session.json()) {
      session.print(document);
      return ExitCode.OK;
    }
    for (JsonNode source : document.path("sources")) {
      session
          .outWriter()
          .println(
              source.path("dataset").asText()
                  + "/"
                  + Printable.line(source.path("name").asText())
                  + "  "
                  + Printable.line(source.path("folder").asText()));
    }
    return ExitCode.OK;
  }

  private static ObjectNode listed(Bank bank) throws IOException {
    ObjectNode document = Json.document("pinakes.source-ls/1");
    ArrayNode sources = document.putArray("sources");
    for (DatasetInfo dataset : bank.datasets()) {
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
    return document;
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
    if (dryRun) {
      requireSource(session.readableBank().dataset(dataset), source);
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
                    + Printable.line(dataset + "/" + source));
      }
      return ExitCode.OK;
    }
    ObjectNode done =
        new NodeJob(session)
            .orHere(
                "remove-source",
                Json.MAPPER.createObjectNode().put("dataset", dataset).put("source", source),
                ProgressListener.NONE,
                () -> removeHere(dataset, source));
    Done.say(session, done, "removed");
    return ExitCode.OK;
  }

  private ObjectNode removeHere(String dataset, String source) throws IOException {
    Bank bank = session.existingBank();
    requireSource(bank.dataset(dataset), source);
    bank.writer(dataset).removeSource(source, ProgressListener.NONE);
    return Json.document("pinakes.source-rm/1").put("removed", dataset + "/" + source);
  }

  private static void requireSource(DatasetInfo dataset, String source) {
    List<String> known = dataset.sources().stream().map(s -> s.name()).toList();
    if (!known.contains(source)) {
      throw UnknownPartException.source(dataset.name(), source, known);
    }
  }
}
