package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ingest.embed.Models;
import io.pinakes.query.blocks.Works;
import io.pinakes.query.json.ModelJson;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes model}: embedding models. */
@Command(
    name = "model",
    description = {
      "List, import and change embedding models.",
      "",
      "  pinakes model import ~/models/e5-small",
      "  pinakes model use bge-small-en-v1.5 --dataset papers   new vectors beside the old, then"
          + " one cut-over",
      ""
    })
final class ModelCommand {
  private final Session session;

  ModelCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "ls",
      description = {"List the models.", "", "  pinakes model ls --json", ""})
  int list() throws IOException {
    ObjectNode document = Json.document("pinakes.model-ls/1");
    ArrayNode models = document.putArray("models");
    for (ModelInfo model : models().list()) {
      ModelJson.write(model, models.addObject());
      if (!session.json()) {
        session
            .outWriter()
            .printf(
                Locale.ROOT,
                "%-24s %5d dimensions, %5d tokens, %s%s%n",
                model.name(),
                model.spec().dimension(),
                model.spec().maxTokens(),
                Figures.bytes(model.bytes()),
                model.builtIn() ? ", built in" : "");
      }
    }
    if (session.json()) {
      session.print(document);
    }
    return ExitCode.OK;
  }

  @Command(
      name = "import",
      description = {
        "Take in a sentence-transformers model from a folder.",
        "",
        "  pinakes model import ~/models/e5-small --name e5",
        ""
      })
  int importFolder(
      @Parameters(paramLabel = "FOLDER") Path folder,
      @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
          Optional<String> name)
      throws Exception {
    ObjectNode spec =
        Json.MAPPER.createObjectNode().put("folder", folder.toAbsolutePath().toString());
    name.ifPresent(called -> spec.put("name", called));
    ObjectNode done =
        new NodeJob(session)
            .orHereUnlocked(
                "import-model", spec, () -> Works.model(models(), folder.toAbsolutePath(), name));
    Done.say(session, done, "imported");
    return ExitCode.OK;
  }

  private Models models() {
    return new Models(session.home().resolve("models"));
  }

  @Command(
      name = "use",
      description = {
        "Give a dataset vectors of another model. Interrupted, it goes on where it was.",
        "",
        "  pinakes model use bge-small-en-v1.5 --dataset papers",
        ""
      })
  int use(
      @Parameters(paramLabel = "MODEL") String model,
      @Option(
              names = {"-d", "--dataset"},
              paramLabel = "NAME",
              description = "Which dataset (default: home, or the only one).")
          Optional<String> named,
      @Mixin ProgressOptions progress)
      throws IOException {
    Cancellation cancellation = session.cancellation();
    String dataset = named.isPresent() ? named.get() : usual();
    ObjectNode report;
    try (ProgressOptions.ProgressView view = progress.view(session, dataset)) {
      report =
          new NodeJob(session)
              .orHere(
                  "use-model",
                  Json.MAPPER.createObjectNode().put("dataset", dataset).put("model", model),
                  view,
                  () ->
                      ReportJson.modelUse(
                          dataset,
                          model,
                          session
                              .existingBank()
                              .writer(dataset)
                              .useModel(model, view, cancellation)));
    }
    if (session.json()) {
      session.print(report);
    } else {
      session
          .outWriter()
          .println(
              dataset
                  + ": "
                  + model
                  + ", "
                  + Figures.count(report.path("embedded").asLong(), "chunk")
                  + " embedded, "
                  + Figures.count(report.path("reused").asLong())
                  + " reused");
    }
    return report.path("cancelled").asBoolean() ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  /** The dataset of whoever names none: the one that an ingest makes so, else the only one. */
  private String usual() throws IOException {
    List<String> own =
        session.datasets().stream().filter(DatasetInfo::own).map(DatasetInfo::name).toList();
    if (own.contains(DatasetNames.DEFAULT)) {
      return DatasetNames.DEFAULT;
    }
    if (own.isEmpty()) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "there is no dataset of yours in this home",
          "Make one: " + session.command("ingest FOLDER"));
    }
    if (own.size() > 1) {
      throw new CliException(
          ExitCode.USAGE,
          "which dataset is meant: this home has " + own,
          session.command("model use MODEL --dataset NAME"));
    }
    return own.getFirst();
  }
}
