package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.ledger.FileState;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pinakes ingest status}: what became of each file. */
@Command(
    name = "status",
    description = {
      "Show what became of each file, and why.",
      "",
      "  pinakes ingest status --failed --dataset papers",
      ""
    })
final class IngestStatusCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-d", "--dataset"},
      paramLabel = "NAME",
      description = "The dataset (default: the only one, or home).")
  private Optional<String> dataset = Optional.empty();

  @Option(names = "--failed", description = "Only the files that failed.")
  private boolean failed;

  IngestStatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Bank bank = session.readableBank();
    String name = dataset.isPresent() ? dataset.get() : onlyDataset(bank);
    ObjectNode document = Json.document("pinakes.ingest-status/1").put("dataset", name);
    ArrayNode files = document.putArray("files");
    bank.files(
        name,
        file -> {
          if (!failed || file.state() == FileState.FAILED) {
            String reason = file.reason().isEmpty() ? null : file.reason();
            files
                .addObject()
                .put("path", file.path())
                .put("state", file.state().text())
                .put("reason", reason)
                .put("detail", file.detail());
          }
          return true;
        });
    if (session.json()) {
      Json.print(document, session.terminal().out());
    } else {
      files.forEach(
          file ->
              session
                  .outWriter()
                  .printf(
                      Locale.ROOT,
                      "%-8s %-12s %s%n",
                      file.get("state").asText(),
                      file.get("reason").isNull() ? "" : file.get("reason").asText(),
                      Printable.line(file.get("path").asText())));
      session.note(Figures.count(files.size(), "file"));
    }
    return ExitCode.OK;
  }

  private static String onlyDataset(Bank bank) throws IOException {
    var all = bank.datasets().stream().map(DatasetInfo::name).toList();
    return all.size() == 1 ? all.get(0) : "home";
  }
}
