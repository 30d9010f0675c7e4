package io.pinakes.benchmarks.load;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.ann.BankVectors;
import io.pinakes.benchmarks.answers.SquadFile;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.TemporaryFolder;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.query.bank.BankDatasets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench load}: how many questions a second a served home answers in time. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how many questions a second a served home answers in time.",
      "",
      "The highest of fixed rates that holds the bound is found; then ten times as",
      "much is asked as it can answer. Questions come at random times that do not",
      "wait for answers; each is timed from when it was to be sent.",
      "",
      "  pinakes bench load ~/home --dataset papers --questions dev-v1.1.json",
      "  pinakes bench load ~/home --dataset papers --questions dev-v1.1.json \\",
      "      --chroma venv/bin/chroma",
      ""
    })
public final class LoadCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "HOME",
      description = "A home that nothing serves yet; its datasets stay as they are.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path served;

  @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "Is searched.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private String dataset;

  @Option(
      names = "--questions",
      required = true,
      paramLabel = "FILE",
      description =
          "In SQuAD's layout: what is asked, in random order, none twice before all were.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path questions;

  @Option(
      names = "--mode",
      split = ",",
      defaultValue = "hybrid,vector",
      description = "hybrid, vector, text; the first is flooded (default: ${DEFAULT-VALUE}).")
  private List<String> modes = List.of("hybrid", "vector");

  @Option(names = "-k", defaultValue = "10", description = "Hits (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(
      names = "--bound",
      defaultValue = "20",
      paramLabel = "MS",
      description = "What p99 may be beside the embedding (default: ${DEFAULT-VALUE}).")
  private double bound = 20;

  @Option(
      names = "--seconds",
      defaultValue = "4",
      description = "How long each rate is tried (default: ${DEFAULT-VALUE}).")
  private double seconds = 4;

  @Option(
      names = "--warm-up",
      defaultValue = "45",
      paramLabel = "SECONDS",
      description = "Before the clock runs (default: ${DEFAULT-VALUE}).")
  private double warmUp = 15;

  @Option(
      names = "--server-cores",
      paramLabel = "LIST",
      description = "Of whoever is asked, as taskset takes them (default: all but the last).")
  private @Nullable String serverCores;

  @Option(
      names = "--client-cores",
      paramLabel = "LIST",
      description = "Of who asks (default: the last).")
  private @Nullable String clientCores;

  @Option(
      names = "--chroma",
      paramLabel = "PROGRAM",
      description = "Measure Chroma's server beside it: the command that starts it.")
  private @Nullable Path chroma;

  @Option(
      names = "--chroma-data",
      paramLabel = "DIR",
      description = "Where Chroma keeps the passages between runs (default: nowhere).")
  private @Nullable Path chromaData;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  /** Made by picocli's caller. */
  public LoadCommand() {}

  @Override
  public Integer call() throws Exception {
    for (Path needed : List.of(served, questions)) {
      if (!Files.exists(needed)) {
        throw new NoSuchFileException(needed.toString());
      }
    }
    if (!(bound > 0 && seconds > 0 && warmUp >= 0)
        || !List.of("hybrid", "vector", "text").containsAll(modes)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--mode is hybrid, vector or text; --bound and --seconds are more than 0");
    }
    List<String> asked = texts();
    PrintWriter err = spec.commandLine().getErr();
    LoadTables tables = new LoadTables();
    Report report = new Report("load", "Load", options.environment());
    try (TemporaryFolder folder = TemporaryFolder.create("pinakes-load");
        ClientProcess client =
            new ClientProcess(cores(clientCores, true), folder.path(), options.seed())) {
      LoadBench bench =
          new LoadBench(client, bound, seconds, note -> err.println("pinakes: bench: " + note));
      if (chroma != null) {
        chroma(chroma, folder.path(), asked, bench, tables, err);
      }
      nodes(folder.path(), asked, bench, tables);
    }
    report
        .field("dataset", dataset)
        .field("questions", asked.size())
        .field("k", k)
        .field("bound_ms", bound)
        .field("patience_ms", ClientProcess.PATIENCE_MILLIS)
        .field("server_cores", cores(serverCores, false))
        .field("client_cores", cores(clientCores, true));
    tables.into(report, bound);
    options.publish(report, spec.commandLine().getOut());
    return 0;
  }

  private List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    SquadFile.read(questions).questions().stream()
        .map(SquadFile.Question::text)
        .filter(text -> !text.isBlank())
        .forEach(texts::add);
    Collections.shuffle(texts, new Random(options.seed()));
    return texts;
  }

  /** Cores as taskset takes them; empty where there is but one for all. */
  private static String cores(@Nullable String given, boolean client) {
    int all = Runtime.getRuntime().availableProcessors();
    if (given != null) {
      return given;
    }
    return all < 2 ? "" : client ? Integer.toString(all - 1) : "0-" + (all - 2);
  }

  private void nodes(Path folder, List<String> asked, LoadBench bench, LoadTables tables)
      throws IOException {
    boolean first = true;
    for (String mode : modes) {
      try (NodeProcess node = NodeProcess.start(served, cores(serverCores, false), folder)) {
        Served target = node.asked(dataset, mode, k, asked);
        bench.warm(target, warmUp);
        LoadBench.Holding holding = bench.holding(target);
        tables.add(
            target, holding, first ? Optional.of(bench.flood(target, holding)) : Optional.empty());
      }
      first = false;
    }
  }

  private void chroma(
      Path program,
      Path folder,
      List<String> asked,
      LoadBench bench,
      LoadTables tables,
      PrintWriter err)
      throws IOException, InterruptedException {
    Path data = chromaData == null ? folder.resolve("chroma") : chromaData;
    try (Bank bank = Bank.open(served, BankOptions.reading(new StandardParts()));
        BankDatasets datasets = new BankDatasets(bank);
        DatasetReader reader = BankVectors.reader(bank, dataset);
        ChromaPeer peer = ChromaPeer.start(program, data, cores(serverCores, false), folder)) {
      peer.load(reader, note -> err.println("pinakes: bench: " + note));
      Embedder embedder = datasets.embedder(reader.model());
      List<float[]> vectors = new ArrayList<>();
      for (String question : asked) {
        vectors.add(embedder.embedQuery(question));
      }
      Served target = peer.asked(vectors, k);
      bench.warm(target, warmUp / 3);
      LoadBench.Holding holding = bench.holding(target);
      tables.add(target, holding, Optional.of(bench.flood(target, holding)));
    }
  }
}
