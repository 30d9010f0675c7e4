package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.query.json.DatasetJson;
import java.io.PrintWriter;
import java.util.List;
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
    Bank bank = session.readableBank();
    List<DatasetInfo> datasets = bank.datasets();
    long diskBytes = bank.status().diskBytes();
    if (session.json()) {
      ObjectNode document =
          Json.document("pinakes.status/1").put("home", session.home().toString());
      document.put("disk_bytes", diskBytes);
      ArrayNode list = document.putArray("datasets");
      for (DatasetInfo dataset : datasets) {
        ObjectNode node = list.addObject();
        DatasetJson.write(dataset, node);
        DatasetJson.damage(bank, dataset)
            .ifPresent(what -> node.put("index_damaged", what).put("fix", repair()));
      }
      session.print(document);
    } else {
      print(bank, datasets, diskBytes);
    }
    return ExitCode.OK;
  }

  private String repair() {
    return session.command("doctor --repair");
  }

  private void print(Bank bank, List<DatasetInfo> datasets, long diskBytes) {
    PrintWriter out = session.outWriter();
    Style style = session.style();
    out.println("home " + session.home() + ", " + Figures.bytes(diskBytes) + " on disk");
    if (datasets.isEmpty()) {
      session.note("No datasets yet: " + session.command("ingest FOLDER"));
    }
    for (DatasetInfo dataset : datasets) {
      out.println();
      out.println(
          style.bold(dataset.name()) + "  version " + dataset.version() + ", " + trust(dataset));
      out.println(
          "  "
              + Figures.count(dataset.stats().documents(), "document")
              + ", "
              + Figures.count(dataset.stats().chunks(), "chunk")
              + ", "
              + Figures.bytes(dataset.stats().bytes())
              + ", model "
              + dataset.model());
      dataset.sources().forEach(s -> out.println("  source " + s.name() + "  " + s.root()));
      dataset
          .building()
          .ifPresent(
              model -> out.println(style.yellow("  vectors of " + model + " are being built")));
      DatasetJson.damage(bank, dataset)
          .ifPresent(
              what -> {
                out.println(style.red("  damaged: ") + Printable.text(what));
                out.println("  Mend it: " + repair());
              });
    }
  }

  /** Whose word a dataset is. */
  static String trust(DatasetInfo dataset) {
    return switch (dataset.trust()) {
      case SIGNED -> dataset.own() ? "yours" : "signed";
      case EXPIRED -> "signed, but expired";
      case UNSIGNED -> "unsigned";
      case NONE -> "not complete yet";
    };
  }
}
