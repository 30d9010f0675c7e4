package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.VersionInfo;
import io.pinakes.datasets.car.CarImport;
import io.pinakes.datasets.car.ExportReport;
import io.pinakes.datasets.home.OutputPlace;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.archive.OutputFile;
import io.pinakes.query.json.DatasetJson;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes dataset}: whole datasets and their versions. */
@Command(
    name = "dataset",
    description = {
      "Show, compare, remove, export, import, publish and pull datasets.",
      "",
      "  pinakes dataset export papers papers.car",
      "  pinakes dataset import papers.car              searchable at once, nothing is embedded",
      "  pinakes dataset publish papers                 pinakes gateway then shows it to others",
      "  pinakes dataset pull k51qzi5uqu5d... --gateway http://127.0.0.1:8080",
      "  pinakes dataset diff papers@1 papers",
      ""
    },
    subcommands = {
      DatasetPublishCommand.class,
      DatasetUnpublishCommand.class,
      DatasetPullCommand.class,
      DatasetCompactCommand.class
    })
final class DatasetCommand {
  private final Session session;

  DatasetCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "ls",
      description = {"List the datasets.", "", "  pinakes dataset ls --json", ""})
  int list() throws IOException {
    Optional<ObjectNode> told =
        new NodeAnswers(session).get("/api/v1/datasets", "pinakes.dataset-ls/1");
    ObjectNode document = told.isPresent() ? told.get() : listed(session.readableBank());
    if (session.json()) {
      session.print(document);
      return ExitCode.OK;
    }
    for (JsonNode dataset : document.path("datasets")) {
      DatasetLines lines = new DatasetLines(dataset);
      session
          .outWriter()
          .println(
              lines.name()
                  + "  version "
                  + lines.version()
                  + ", "
                  + lines.trust()
                  + ", "
                  + lines.documents()
                  + lines.pulled().map(words -> ", " + words).orElse(""));
    }
    return ExitCode.OK;
  }

  private static ObjectNode listed(Bank bank) throws IOException {
    ObjectNode document = Json.document("pinakes.dataset-ls/1");
    ArrayNode datasets = document.putArray("datasets");
    for (DatasetInfo dataset : bank.datasets()) {
      DatasetJson.write(dataset, datasets.addObject());
    }
    return document;
  }

  @Command(
      name = "show",
      description = {"Show a dataset and its versions.", "", "  pinakes dataset show papers", ""})
  int show(@Parameters(paramLabel = "DATASET") String name) throws IOException {
    // Any other is none, and need not be made part of an address.
    Optional<ObjectNode> told =
        name.matches("[A-Za-z0-9_-]+")
            ? new NodeAnswers(session).get("/api/v1/datasets/" + name, "pinakes.dataset/1")
            : Optional.empty();
    ObjectNode document = told.isPresent() ? told.get() : shown(session.readableBank(), name);
    if (session.json()) {
      session.print(document);
      return ExitCode.OK;
    }
    session.outWriter().println(name + "  " + new DatasetLines(document).trust());
    for (JsonNode version : document.path("versions")) {
      session
          .outWriter()
          .println(
              name
                  + "@"
                  + version.path("version").asLong()
                  + "  "
                  + version.path("created").asText()
                  + "  "
                  + new DatasetLines(version).documents()
                  + "  "
                  + version.path("manifest").asText());
    }
    return ExitCode.OK;
  }

  private static ObjectNode shown(Bank bank, String name) throws IOException {
    ObjectNode document = Json.document("pinakes.dataset/1");
    DatasetJson.write(bank.dataset(name), document);
    ArrayNode versions = document.putArray("versions");
    for (VersionInfo version : bank.versions(name)) {
      DatasetJson.write(version, versions.addObject());
    }
    return document;
  }

  @Command(
      name = "diff",
      description = {
        "Show which documents differ between two versions: NAME is the newest, NAME@1 the first.",
        "",
        "  pinakes dataset diff papers@1 papers",
        ""
      })
  int diff(
      @Parameters(paramLabel = "BEFORE") String before,
      @Parameters(paramLabel = "AFTER") String after)
      throws IOException {
    Bank bank = session.readableBank();
    ObjectNode document = Json.document("pinakes.dataset-diff/1");
    ArrayNode changes = document.putArray("changes");
    bank.diff(
        bank.resolve(before),
        bank.resolve(after),
        change -> {
          String kind = change.kind().name().toLowerCase(Locale.ROOT);
          changes.addObject().put("path", change.path()).put("change", kind);
          if (!session.json()) {
            session
                .outWriter()
                .printf(Locale.ROOT, "%-8s %s%n", kind, Printable.line(change.path()));
          }
        });
    if (session.json()) {
      session.print(document);
    }
    return ExitCode.OK;
  }

  @Command(
      name = "rm",
      description = {
        "Remove a dataset: its versions, its index and its key.",
        "",
        "  pinakes dataset rm papers --dry-run    says what would go, as it does without --yes",
        "  pinakes dataset rm papers --yes        does it; pinakes gc then frees the space",
        ""
      })
  int remove(
      @Parameters(paramLabel = "DATASET") String name,
      @Option(names = "--yes", description = "Do it; without, it is only said what would go.")
          boolean yes,
      @Option(names = "--dry-run", description = "Only say what would go, even with --yes.")
          boolean dryRun)
      throws IOException {
    if (dryRun || !yes) {
      DatasetInfo dataset = session.readableBank().dataset(name);
      long documents = dataset.stats().documents();
      if (session.json()) {
        session.print(
            Json.document("pinakes.dataset-rm/1")
                .put("would_remove", name)
                .put("documents", documents));
      } else {
        session
            .outWriter()
            .println(
                "would remove "
                    + name
                    + " with "
                    + Figures.count(documents, "document")
                    + " and its signing key");
        session.note("Do it: " + session.command("dataset rm " + name + " --yes"));
      }
      return ExitCode.OK;
    }
    ObjectNode done =
        new NodeJob(session)
            .orHere(
                "remove-dataset",
                Json.MAPPER.createObjectNode().put("dataset", name),
                ProgressListener.NONE,
                () -> {
                  session.existingBank().writer(name).delete();
                  return Json.document("pinakes.dataset-rm/1").put("removed", name);
                });
    Done.say(session, done, "removed");
    return ExitCode.OK;
  }

  @Command(
      name = "export",
      description = {
        "Write a version into a CAR file, with all that is needed to search it elsewhere.",
        "",
        "  pinakes dataset export papers papers.car",
        "  pinakes dataset export papers@1 first.car",
        ""
      })
  int export(
      @Parameters(paramLabel = "DATASET") String name,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--force", description = "Replace the file if there is one already.")
          boolean force)
      throws IOException {
    OutputPlace.requireOutside(session.home(), file);
    OutputFile target = OutputFile.at(file, force);
    ExportReport report = session.readableBank().exportCar(name, target);
    if (session.json()) {
      session.print(ReportJson.export(report));
    } else {
      session
          .outWriter()
          .println(
              Printable.line(file.toString())
                  + ": "
                  + Figures.count(report.blocks(), "block")
                  + ", "
                  + Figures.bytes(report.bytes())
                  + ", manifest "
                  + report.manifest());
    }
    return ExitCode.OK;
  }

  @Command(
      name = "import",
      description = {
        "Take a CAR file in: every block is verified, nothing is embedded.",
        "",
        "  pinakes dataset import papers.car --name their-papers",
        ""
      })
  int importCar(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--name", paramLabel = "NAME", description = "What to call it here.")
          Optional<String> name)
      throws IOException {
    // Before a home is made for it.
    CarImport.requireArchive(file);
    ObjectNode spec = Json.MAPPER.createObjectNode().put("file", file.toAbsolutePath().toString());
    name.ifPresent(called -> spec.put("name", called));
    return tell(
        session,
        new NodeJob(session)
            .orHere(
                "import",
                spec,
                ProgressListener.NONE,
                () ->
                    ReportJson.imported(
                        session.writableBank().importCar(file, name, ProgressListener.NONE))));
  }

  /** What was taken in. */
  static int tell(Session session, ObjectNode document) {
    if (session.json()) {
      session.print(document);
    } else {
      session
          .outWriter()
          .println(
              document.path("dataset").asText()
                  + ": "
                  + Figures.count(document.path("blocks").asLong(), "block")
                  + " verified, "
                  + (document.path("signed").asBoolean() ? "signed" : "unsigned"));
    }
    return ExitCode.OK;
  }
}
