package io.pinakes.benchmarks.chunking;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.metrics.Measure;
import io.pinakes.benchmarks.retrieval.BeirFolder;
import io.pinakes.benchmarks.retrieval.BeirLimits;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.embed.Models;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pinakes bench chunking}: a table of chunk sizes, by questions or by a collection. */
@Command(
    name = "chunking",
    description = {
      "Measures chunk sizes: how much of the marked answers the first passages hold.",
      "",
      "  pinakes bench chunking scifact --tokens 128,256 --overlap 0,10",
      ""
    })
public final class ChunkingCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FOLDER",
      description = "questions.csv and corpora/, or a BEIR collection (its training queries)")
  private Path folder = Path.of("");

  @Option(names = "--models", split = ",", description = "default: the built-in ones")
  private List<String> models = List.of("all-minilm-l6-v2", "bge-small-en-v1.5");

  @Option(names = "--tokens", split = ",", description = "budgets, in tokens")
  private List<Integer> budgets = List.of(64, 96, 128, 192, 256, 384, 512);

  @Option(names = "--overlap", split = ",", description = "percent of the budget")
  private List<Integer> overlaps = List.of(0, 10, 20);

  @Option(names = "--split", description = "qrels of a BEIR collection, by default train")
  private String split = "train";

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "take imported models from this home (default: PINAKES_HOME)")
  private @Nullable Path home;

  @Option(names = "--json", description = "one JSON document a line instead of a table")
  private boolean json;

  /** Runs by itself, without the rest of the program. */
  public static void main(String[] args) {
    int status = new CommandLine(new ChunkingCommand()).execute(args);
    if (status != 0) {
      throw new IllegalStateException("ended with status [" + status + "]");
    }
  }

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Models known = BenchOptions.models(home);
    boolean marked = Files.exists(folder.resolve("questions.csv"));
    for (String model : models) {
      try (ChunkingBenchmark benchmark = new ChunkingBenchmark(known.open(model))) {
        if (marked) {
          questions(model, benchmark);
        } else {
          collection(model, benchmark);
        }
      }
    }
    return 0;
  }

  private void questions(String model, ChunkingBenchmark benchmark) throws Exception {
    MarkedQuestions marked = MarkedQuestions.read(folder);
    print(
        String.format(
            Locale.ROOT,
            "%nmodel %s, %d questions, top %d, exact search%n",
            model,
            marked.questions().size(),
            ChunkingBenchmark.TOP));
    print(
        String.format(
            Locale.ROOT,
            "%6s %7s %7s %7s %7s %9s %7s %11s%n",
            "tokens",
            "overlap",
            "chunks",
            "mean",
            "recall",
            "precision",
            "IoU",
            "recall@" + ChunkingBenchmark.PROMPT_TOKENS));
    for (ChunkerOptions options : settings()) {
      ChunkingBenchmark.Scores scores = benchmark.questions(marked, options);
      if (json) {
        ObjectNode line = line(model, options);
        line.put("chunks", scores.chunks()).put("mean_tokens", scores.meanTokens());
        line.put("recall", scores.top().recall()).put("precision", scores.top().precision());
        line.put("iou", scores.top().iou()).put("prompt_recall", scores.promptRecall());
        out().println(line);
      }
      print(
          String.format(
              Locale.ROOT,
              "%6d %7d %7d %7.1f %7.4f %9.4f %7.4f %11.4f%n",
              options.maxTokens(),
              options.overlapTokens(),
              scores.chunks(),
              scores.meanTokens(),
              scores.top().recall(),
              scores.top().precision(),
              scores.top().iou(),
              scores.promptRecall()));
      out().flush();
    }
  }

  private void collection(String model, ChunkingBenchmark benchmark) throws Exception {
    BeirFolder collection = BeirFolder.open(folder, BeirLimits.DEFAULT);
    print(
        String.format(
            Locale.ROOT,
            "%nmodel %s, %s, split %s, best passage of a document, exact search%n",
            model,
            collection.name(),
            split));
    for (ChunkerOptions options : settings()) {
      Map<Measure, Double> means = benchmark.collection(collection, split, options);
      ObjectNode line = line(model, options);
      StringBuilder row = new StringBuilder();
      means.forEach(
          (measure, mean) -> {
            line.put(measure.label(), mean);
            row.append(String.format(Locale.ROOT, "  %s %.4f", measure.label(), mean));
          });
      if (json) {
        out().println(line);
      }
      print(
          String.format(
              Locale.ROOT, "%6d %7d%s%n", options.maxTokens(), options.overlapTokens(), row));
      out().flush();
    }
  }

  private List<ChunkerOptions> settings() {
    return budgets.stream()
        .flatMap(
            budget ->
                overlaps.stream()
                    .map(percent -> new ChunkerOptions(budget, budget * percent / 100)))
        .toList();
  }

  private static ObjectNode line(String model, ChunkerOptions options) {
    return JSON.createObjectNode()
        .put("schema", "pinakes.bench.chunking/1")
        .put("model", model)
        .put("tokens", options.maxTokens())
        .put("overlap", options.overlapTokens());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void print(String text) {
    if (!json) {
      out().print(text);
    }
  }
}
