package io.pinakes.benchmarks.ingest;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.ModelOption;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.CachedParts;
import io.pinakes.benchmarks.retrieval.TemporaryFolder;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench ingest}: a folder into a new home, and once more with nothing changed. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Measure a first ingest of a folder, and a second that finds nothing to do.",
      "",
      "  pinakes bench ingest ~/papers",
      "  pinakes bench ingest ~/papers --share 0.1 --seed 7 --json",
      ""
    })
public final class IngestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "What to ingest.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path folder;

  @Option(
      names = "--share",
      defaultValue = "1",
      description = "Ingest that share of the files, drawn by the seed (default: all).")
  private double share = 1;

  @Mixin private final ModelOption model = new ModelOption();

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  /** Made by picocli's caller. */
  public IngestCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!(share > 0 && share <= 1) || options.cache().isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--share is above 0 and up to 1, and with --cache nothing would be measured");
    }
    Path wanted = folder.toRealPath();
    try (TemporaryFolder temporary = TemporaryFolder.create("pinakes-bench")) {
      if (share < 1) {
        Path sample = Files.createDirectory(temporary.path().resolve("sample"));
        int files = FolderSample.copy(wanted, sample, share, options.seed());
        spec.commandLine().getErr().println("drew " + files + " files");
        wanted = sample;
      }
      IngestReport first;
      IngestReport second;
      CachedParts parts = new CachedParts(options.models(), Optional.empty());
      try (Bank bank =
          Bank.open(
              temporary.path().resolve("home"),
              BankOptions.writing(parts, "pinakes bench ingest"))) {
        first = ingest(bank, wanted);
        second = ingest(bank, wanted);
      }
      options.publish(report(first, second), spec.commandLine().getOut());
    }
    return 0;
  }

  private IngestReport ingest(Bank bank, Path wanted) throws IOException {
    return bank.ingest(
        IngestRequest.of("bench", wanted).withModel(model.name()),
        ProgressListener.NONE,
        new Cancellation());
  }

  private Report report(IngestReport first, IngestReport second) {
    double ratio = seconds(second) / seconds(first);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("first", first));
    rows.add(row("second", second));
    return new Report("ingest", "Ingest", options.environment())
        .field("model", model.name())
        .field("share", share)
        .field("first", fields(first))
        .field("second", fields(second))
        .field("second_to_first", ratio)
        .table(
            String.format(Locale.ROOT, "Ingest; the second takes %.4f of the first", ratio),
            List.of(
                "run",
                "seconds",
                "indexed",
                "unchanged",
                "failed",
                "chunks",
                "embedded",
                "chunks/s",
                "CPU time in the model"),
            rows);
  }

  private static Map<String, Object> fields(IngestReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("seconds", seconds(report));
    fields.put("files_indexed", report.files().indexed());
    fields.put("files_unchanged", report.files().unchanged());
    fields.put("files_failed", report.files().failed());
    fields.put("chunks", report.chunks().total());
    fields.put("chunks_embedded", report.chunks().embedded());
    fields.put("model_share_of_cpu", report.times().modelShare());
    report.documentsRoot().ifPresent(root -> fields.put("documents_root", root.toString()));
    return fields;
  }

  private static List<String> row(String name, IngestReport report) {
    return List.of(
        name,
        String.format(Locale.ROOT, "%.2f", seconds(report)),
        Long.toString(report.files().indexed()),
        Long.toString(report.files().unchanged()),
        Long.toString(report.files().failed()),
        Long.toString(report.chunks().total()),
        Long.toString(report.chunks().embedded()),
        String.format(Locale.ROOT, "%.0f", report.chunks().embedded() / seconds(report)),
        String.format(Locale.ROOT, "%.1f %%", 100 * report.times().modelShare()));
  }

  private static double seconds(IngestReport report) {
    return report.elapsed().toNanos() / 1e9;
  }
}
