package io.pinakes.benchmarks.retrieval;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.ModelOption;
import io.pinakes.benchmarks.metrics.Measure;
import io.pinakes.benchmarks.metrics.Qrels;
import io.pinakes.benchmarks.metrics.Resampling;
import io.pinakes.benchmarks.report.BarChart;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ipfs.archive.OutputFile;
import io.pinakes.query.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench retrieval}: a BEIR folder in, a table with intervals out. */
@Command(
    name = "retrieval",
    mixinStandardHelpOptions = true,
    description = {
      "Measure retrieval on a collection in BEIR's layout.",
      "",
      "  pinakes bench retrieval scifact",
      "  pinakes bench retrieval scifact --unit document --mode text --json",
      ""
    })
public final class RetrievalCommand implements Callable<Integer> {
  private static final int SAMPLES = 10_000;

  @Parameters(paramLabel = "FOLDER", description = "corpus.jsonl, queries.jsonl, qrels/*.tsv")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path folder;

  @Option(
      names = "--unit",
      defaultValue = "chunk",
      description = "chunk: what search does; document: one vector a document (default: chunk).")
  private String unit = "chunk";

  @Option(
      names = "--mode",
      defaultValue = "all",
      description = "text, vector, hybrid or all (default: all).")
  private String mode = "all";

  @Mixin private final ModelOption model = new ModelOption();

  @Option(names = "--split", defaultValue = "test", description = "(default: ${DEFAULT-VALUE})")
  private String split = "test";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Ask only the first N judged questions.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--cut",
      paramLabel = "TOKENS",
      defaultValue = "256",
      description = "With --unit document: embed that much of each (default: ${DEFAULT-VALUE}).")
  private int cut = 256;

  @Option(
      names = "--run-file",
      paramLabel = "FILE",
      description = "Write the rankings as trec_eval reads them; the mode is put before the name.")
  private @Nullable Path runFile;

  @Option(names = "--force", description = "Replace run files that are there already.")
  private boolean force;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  /** Made by picocli's caller. */
  public RetrievalCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Mode> modes = RetrievalBench.modes(mode);
    if (modes.isEmpty() || !List.of("chunk", "document").contains(unit) || limit < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--unit is chunk or document, --mode is text, vector, hybrid or all, --limit at least 1");
    }
    // Before the work, which takes minutes, and not after it.
    Map<Mode, OutputFile> runFiles = runFiles(modes);
    BeirFolder beir = BeirFolder.open(folder, BeirLimits.DEFAULT);
    Map<String, String> queries = beir.queries();
    Qrels qrels = first(beir.qrels(split), queries);
    PrintWriter err = spec.commandLine().getErr();
    List<RetrievalBench.Result> results = new ArrayList<>();
    try (TemporaryFolder temporary = TemporaryFolder.create("pinakes-bench")) {
      List<BeirFolder.Document> documents = beir.corpus();
      boolean embeds = embeds(modes);
      say(
          err,
          (embeds ? "embedding and indexing " : "indexing ") + documents.size() + " documents");
      if (unit.equals("chunk")) {
        CachedParts parts = new CachedParts(options.models(), options.cache());
        try (Corpus corpus = BankCorpus.build(documents, parts, model.name(), temporary.path())) {
          ask(corpus, modes, queries, qrels, results);
        }
      } else if (!embeds) {
        try (Corpus corpus = DocumentUnit.textOnly(documents, temporary.path())) {
          ask(corpus, modes, queries, qrels, results);
        }
      } else {
        try (Embedder embedder = options.open(model.name());
            Corpus corpus = DocumentUnit.build(documents, embedder, cut, temporary.path())) {
          ask(corpus, modes, queries, qrels, results);
        }
      }
    }
    for (RetrievalBench.Result result : results) {
      OutputFile file = runFiles.get(result.mode());
      if (file != null) {
        TrecRunWriter.write(result.run(), "pinakes-" + result.mode().label(), file);
      }
    }
    options.publish(report(beir, results), spec.commandLine().getOut());
    return 0;
  }

  private Map<Mode, OutputFile> runFiles(List<Mode> modes) throws IOException {
    Map<Mode, OutputFile> files = new EnumMap<>(Mode.class);
    if (runFile != null) {
      for (Mode one : modes) {
        Path file = runFile.resolveSibling(one.label() + "-" + runFile.getFileName());
        files.put(one, OutputFile.at(options.outside(file), force));
      }
    }
    return files;
  }

  /** An ordinary ingest embeds, whatever is asked for then. */
  private boolean embeds(List<Mode> modes) {
    return unit.equals("chunk") || !modes.equals(List.of(Mode.TEXT));
  }

  private void ask(
      Corpus corpus,
      List<Mode> modes,
      Map<String, String> queries,
      Qrels qrels,
      List<RetrievalBench.Result> results)
      throws IOException, InterruptedException {
    for (Mode one : modes) {
      say(
          spec.commandLine().getErr(),
          "asking " + qrels.queries().size() + " questions, mode " + one.label());
      String with = embeds(modes) ? model.name() : "none";
      results.add(RetrievalBench.measure(unit, corpus, with, one, queries, qrels));
    }
  }

  private Qrels first(Qrels all, Map<String, String> queries) {
    Qrels kept = new Qrels();
    queries.keySet().stream()
        .filter(q -> all.queries().contains(q))
        .limit(limit)
        .forEach(q -> all.of(q).forEach((document, grade) -> kept.judge(q, document, grade)));
    return kept.queries().isEmpty() ? all : kept;
  }

  private Report report(BeirFolder beir, List<RetrievalBench.Result> results) throws IOException {
    Resampling resampling = new Resampling(SAMPLES, options.seed());
    Report report = new Report("retrieval", "Retrieval on " + beir.name(), options.environment());
    List<Map<String, Object>> rows = new ArrayList<>();
    List<List<String>> table = new ArrayList<>();
    List<BarChart.Bar> bars = new ArrayList<>();
    for (RetrievalBench.Result result : results) {
      Map<String, Object> metrics = new LinkedHashMap<>();
      Map<String, Object> intervals = new LinkedHashMap<>();
      List<String> cells =
          new ArrayList<>(List.of(result.unit(), result.mode().label(), result.model()));
      for (Measure measure : Measure.values()) {
        double mean = result.evaluation().mean(measure);
        Resampling.Interval interval =
            resampling.meanInterval(result.evaluation().perQuery(measure));
        metrics.put(measure.label(), mean);
        intervals.put(measure.label(), List.of(interval.low(), interval.high()));
        cells.add(
            String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", mean, interval.low(), interval.high()));
        if (measure == Measure.NDCG_10) {
          bars.add(
              new BarChart.Bar(
                  result.mode().label() + ", " + result.model(),
                  mean,
                  interval.low(),
                  interval.high()));
        }
      }
      table.add(cells);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("unit", result.unit());
      row.put("mode", result.mode().label());
      row.put("model", result.model());
      row.put("queries", result.evaluation().queries().size());
      row.put("seconds", result.seconds());
      row.put("metrics", metrics);
      row.put("intervals_95", intervals);
      row.put("setup", result.description());
      rows.add(row);
    }
    List<String> head = new ArrayList<>(List.of("unit", "mode", "model"));
    for (Measure measure : Measure.values()) {
      head.add(measure.label() + " [95 %]");
    }
    return report
        .field("dataset", beir.name())
        .field("dataset_digest", beir.digest(split))
        .field("split", split)
        .field("results", rows)
        .field("comparisons", comparisons(results, resampling))
        .field("bootstrap_samples", SAMPLES)
        .table(beir.name() + ", " + split, head, table)
        .chart(new BarChart("nDCG@10 on " + beir.name() + ", unit " + unit, bars));
  }

  /** Each mode against the one before it, query by query. */
  private static List<Map<String, Object>> comparisons(
      List<RetrievalBench.Result> results, Resampling resampling) {
    List<Map<String, Object>> comparisons = new ArrayList<>();
    for (int i = 1; i < results.size(); i++) {
      Resampling.Paired paired =
          resampling.compare(
              results.get(i - 1).evaluation().perQuery(Measure.NDCG_10),
              results.get(i).evaluation().perQuery(Measure.NDCG_10));
      Map<String, Object> comparison = new LinkedHashMap<>();
      comparison.put("measure", Measure.NDCG_10.label());
      comparison.put("first", results.get(i - 1).mode().label());
      comparison.put("second", results.get(i).mode().label());
      comparison.put("difference", paired.difference());
      comparison.put("interval_95", List.of(paired.interval().low(), paired.interval().high()));
      comparison.put("p_randomisation", paired.p());
      comparisons.add(comparison);
    }
    return comparisons;
  }

  private static void say(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
