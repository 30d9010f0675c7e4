package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.FileInfo;
import io.pinakes.datasets.ledger.FileState;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      "  pinakes ingest status                      of all datasets",
      "  pinakes ingest status --failed --dataset papers",
      ""
    })
final class IngestStatusCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-d", "--dataset"},
      paramLabel = "NAME",
      description = "Only this dataset (default: all).")
  private Optional<String> dataset = Optional.empty();

  @Option(names = "--failed", description = "Only the files that failed.")
  private boolean failed;

  IngestStatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Bank bank = session.readableBank();
    List<String> names =
        dataset.isPresent()
            ? List.of(bank.dataset(dataset.get()).name())
            : bank.datasets().stream().map(DatasetInfo::name).toList();
    ObjectNode document = Json.document("pinakes.ingest-status/1");
    // One name where there is one, which scripts rely on; every file names its own as well.
    document.put("dataset", names.size() == 1 ? names.get(0) : null);
    ArrayNode files = document.putArray("files");
    Map<FileState, Long> counts = new EnumMap<>(FileState.class);
    for (String name : names) {
      bank.files(
          name,
          file -> {
            counts.merge(file.state(), 1L, Long::sum);
            if (!failed || file.state() == FileState.FAILED) {
              write(name, file, files.addObject());
            }
            return true;
          });
    }
    ObjectNode totals = document.putObject("counts");
    counts.forEach((state, count) -> totals.put(state.text(), count));
    if (session.json()) {
      session.print(document);
    } else {
      print(files, names.size() > 1);
      session.note(sentence(counts));
    }
    return ExitCode.OK;
  }

  private static void write(String dataset, FileInfo file, ObjectNode node) {
    node.put("dataset", dataset).put("path", file.path()).put("state", file.state().text());
    node.put("reason", file.reason().isEmpty() ? null : file.reason());
    node.put("detail", file.detail());
  }

  private void print(ArrayNode files, boolean several) {
    for (JsonNode file : files) {
      String place = several ? file.get("dataset").asText() + ": " : "";
      session
          .outWriter()
          .printf(
              Locale.ROOT,
              "%-8s %-12s %s%n",
              file.get("state").asText(),
              file.get("reason").isNull() ? "" : file.get("reason").asText(),
              place + Printable.line(file.get("path").asText()));
      if (failed && !file.get("detail").asText().isBlank()) {
        session.outWriter().println("         " + Printable.line(file.get("detail").asText()));
      }
    }
  }

  /** "423 of 501 files indexed, 70 failed, 8 skipped". */
  private static String sentence(Map<FileState, Long> counts) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    return Figures.count(counts.getOrDefault(FileState.INDEXED, 0L))
        + " of "
        + Figures.count(all, "file")
        + " indexed, "
        + Figures.count(counts.getOrDefault(FileState.FAILED, 0L))
        + " failed, "
        + Figures.count(counts.getOrDefault(FileState.SKIPPED, 0L))
        + " skipped";
  }
}
