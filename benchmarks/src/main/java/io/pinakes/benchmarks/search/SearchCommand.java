package io.pinakes.benchmarks.search;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.ModelOption;
import io.pinakes.benchmarks.metrics.Latencies;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.BankCorpus;
import io.pinakes.benchmarks.retrieval.BeirFolder;
import io.pinakes.benchmarks.retrieval.BeirLimits;
import io.pinakes.benchmarks.retrieval.CachedParts;
import io.pinakes.benchmarks.retrieval.RetrievalBench;
import io.pinakes.benchmarks.retrieval.TemporaryFolder;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.query.Mode;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchResult;
import io.pinakes.query.Searcher;
import io.pinakes.query.bank.BankDatasets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench search}: the distribution of a search's time, and of its steps. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how long searches take, one after another.",
      "",
      "  pinakes bench search scifact",
      "  pinakes bench search scifact --bank ~/.local/share/pinakes --mode hybrid",
      ""
    })
public final class SearchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "A BEIR folder: its questions are asked.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path folder;

  @Option(
      names = "--bank",
      paramLabel = "HOME",
      description = "Search what is in this home (default: the folder's corpus, ingested anew).")
  private @Nullable Path bank;

  @Option(names = "--mode", defaultValue = "hybrid", description = "(default: ${DEFAULT-VALUE})")
  private String mode = "hybrid";

  @Option(names = "-k", defaultValue = "10", description = "Hits (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(
      names = "--warm-up",
      defaultValue = "500",
      description = "Searches before the clock runs (default: ${DEFAULT-VALUE}).")
  private int warmUp = 500;

  @Option(
      names = "--searches",
      defaultValue = "2000",
      description = "Searches that are timed (default: ${DEFAULT-VALUE}).")
  private int searches = 2_000;

  @Mixin private final ModelOption model = new ModelOption();

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  /** Made by picocli's caller. */
  public SearchCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Mode> modes = RetrievalBench.modes(mode);
    if (modes.size() != 1 || searches < 1 || warmUp < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--mode is text, vector or hybrid, and --searches at least 1");
    }
    BeirFolder beir = BeirFolder.open(folder, BeirLimits.DEFAULT);
    List<String> questions =
        beir.queries().values().stream().filter(question -> !question.isBlank()).toList();
    // The corpus may be embedded from the cache; a question never is.
    CachedParts building = new CachedParts(options.models(), options.cache());
    CachedParts asking = new CachedParts(options.models(), Optional.empty());
    try (TemporaryFolder temporary = TemporaryFolder.create("pinakes-bench")) {
      Path home = bank;
      if (home == null) {
        BankCorpus.build(beir.corpus(), building, model.name(), temporary.path()).close();
        home = BankCorpus.home(temporary.path());
      }
      try (Bank opened = Bank.open(home, BankOptions.reading(asking));
          BankDatasets datasets = new BankDatasets(opened)) {
        long chunks = opened.datasets().stream().mapToLong(d -> d.stats().chunks()).sum();
        Searcher searcher = new Searcher(datasets, datasets);
        Report report = time(searcher, questions, modes.get(0)).field("chunks", chunks);
        options.publish(report.field("dataset", beir.name()), spec.commandLine().getOut());
      }
    }
    return 0;
  }

  private Report time(Searcher searcher, List<String> questions, Mode one) throws IOException {
    for (int i = 0; i < warmUp; i++) {
      search(searcher, questions, one, i);
    }
    List<Long> whole = new ArrayList<>();
    List<Long> besideEmbedding = new ArrayList<>();
    Map<String, List<Long>> steps = new LinkedHashMap<>();
    for (int i = 0; i < searches; i++) {
      SearchResult result = search(searcher, questions, one, warmUp + i);
      long embedding = 0;
      for (SearchResult.StageReport stage : result.stages()) {
        steps.computeIfAbsent(stage.name(), name -> new ArrayList<>()).add(stage.nanos());
        embedding += stage.name().equals("embed") ? stage.nanos() : 0;
      }
      whole.add(result.tookNanos());
      besideEmbedding.add(result.tookNanos() - embedding);
    }
    Map<String, Latencies> all = new LinkedHashMap<>();
    all.put("whole", Latencies.of(whole));
    all.put("beside the embedding", Latencies.of(besideEmbedding));
    steps.forEach((name, times) -> all.put(name, Latencies.of(times)));
    List<List<String>> rows = new ArrayList<>();
    Map<String, Object> fields = new LinkedHashMap<>();
    all.forEach(
        (name, latencies) -> {
          fields.put(name, latencies.fields());
          rows.add(
              List.of(
                  name,
                  millis(latencies.millisAt(0.5)),
                  millis(latencies.millisAt(0.95)),
                  millis(latencies.millisAt(0.99)),
                  millis(latencies.millisAt(1))));
        });
    return new Report("search", "Search", options.environment())
        .field("mode", one.label())
        .field("k", k)
        .field("warm_up", warmUp)
        .field("latencies", fields)
        .table(
            searches + " searches, " + one.label() + ", one after another, in milliseconds",
            List.of("step", "p50", "p95", "p99", "longest"),
            rows);
  }

  private SearchResult search(Searcher searcher, List<String> questions, Mode one, int turn)
      throws IOException {
    return searcher.search(SearchRequest.of(questions.get(turn % questions.size()), k, one));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
