package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.query.json.DatasetJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code pinakes status}: what the home holds. */
@Command(
    name = "status",
    description = {
      "Show what the home holds: datasets, versions, sizes.",
      "",
      "  pinakes status",
      "  pinakes status --home /mnt/bank --json",
      ""
    })
final class StatusCommand implements Callable<Integer> {
  private final Session session;

  StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Optional<ObjectNode> told =
        new NodeAnswers(session)
            .get("/api/v1/status", "pinakes.status/1")
            // It would name the remedy for whoever can stop it.
            .filter(status -> status.findValue("index_damaged") == null);
    ObjectNode document = told.isPresent() ? told.get() : read(session.readableBank());
    document.put("home", session.home().toString());
    if (session.json()) {
      session.print(document);
    } else {
      print(document);
    }
    return ExitCode.OK;
  }

  private ObjectNode read(Bank bank) throws IOException {
    ObjectNode document = Json.document("pinakes.status/1").put("home", "");
    document.put("disk_bytes", bank.status().diskBytes());
    ArrayNode list = document.putArray("datasets");
    for (DatasetInfo dataset : bank.datasets()) {
      ObjectNode node = list.addObject();
      DatasetJson.write(dataset, node);
      DatasetJson.damage(bank, dataset)
          .ifPresent(
              what ->
                  node.put("index_damaged", what).put("fix", session.command("doctor --repair")));
    }
    return document;
  }

  private void print(JsonNode status) {
    PrintWriter out = session.outWriter();
    Style style = session.style();
    long diskBytes = status.path("disk_bytes").asLong();
    out.println("home " + session.home() + ", " + Figures.bytes(diskBytes) + " on disk");
    if (status.path("datasets").isEmpty()) {
      session.note("No datasets yet: " + session.command("ingest FOLDER"));
    }
    for (JsonNode dataset : status.path("datasets")) {
      DatasetLines lines = new DatasetLines(dataset);
      out.println();
      out.println(style.bold(lines.name()) + "  version " + lines.version() + ", " + lines.trust());
      out.println(
          "  "
              + lines.documents()
              + ", "
              + lines.chunks()
              + ", "
              + Figures.bytes(dataset.path("bytes").asLong())
              + ", model "
              + dataset.path("model").asText());
      lines.pulled().ifPresent(words -> out.println(style.yellow("  " + words)));
      for (JsonNode source : dataset.path("sources")) {
        out.println(
            "  source "
                + Printable.line(source.path("name").asText())
                + "  "
                + Printable.line(source.path("folder").asText()));
      }
      if (dataset.path("building").isTextual()) {
        String model = dataset.path("building").asText();
        out.println(style.yellow("  vectors of " + model + " are being built"));
      }
      if (dataset.has("index_damaged")) {
        String what = Printable.text(dataset.path("index_damaged").asText());
        out.println(style.red("  damaged: ") + what);
        out.println("  Mend it: " + dataset.path("fix").asText());
      }
    }
  }
}
