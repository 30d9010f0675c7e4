package io.pinakes.benchmarks.retrieval;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.ModelOption;
import io.pinakes.benchmarks.metrics.Evaluation;
import io.pinakes.benchmarks.metrics.Measure;
import io.pinakes.benchmarks.metrics.Qrels;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.TextScoring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench fusion}: the grid from which the way of fusing was chosen. */
@Command(
    name = "fusion",
    mixinStandardHelpOptions = true,
    description = {
      "Measure ways to fuse rankings on a collection's training questions.",
      "",
      "  pinakes bench fusion scifact --cache vectors",
      ""
    })
public final class FusionCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "corpus.jsonl, queries.jsonl, qrels/*.tsv")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path folder;

  @Mixin private final ModelOption model = new ModelOption();

  @Option(names = "--split", defaultValue = "train", description = "(default: ${DEFAULT-VALUE})")
  private String split = "train";

  @Option(names = "--k1", defaultValue = "0.9", description = "of BM25 (default: ${DEFAULT-VALUE})")
  private float k1 = 0.9f;

  @Option(names = "--b", defaultValue = "0.4", description = "of BM25 (default: ${DEFAULT-VALUE})")
  private float b = 0.4f;

  @Option(
      names = "--context-boost",
      defaultValue = "0",
      description = "weight of title and headings (default: ${DEFAULT-VALUE})")
  private float contextBoost;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  /** Made by picocli's caller. */
  public FusionCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    BeirFolder beir = BeirFolder.open(folder, BeirLimits.DEFAULT);
    Qrels qrels = beir.qrels(split);
    TextScoring scoring = new TextScoring(k1, b, contextBoost);
    Map<String, Evaluation> measured;
    try (TemporaryFolder temporary = TemporaryFolder.create("pinakes-bench");
        Embedder embedder = options.open(model.name());
        PassageCollection collection =
            PassageCollection.build(
                beir.corpus(),
                PassageCollection.chunker(embedder),
                embedder,
                IndexOptions.of(embedder.spec().id(), embedder.spec().dimension())
                    .withScoring(scoring),
                temporary.path())) {
      measured = new FusionGrid(collection, embedder, beir.queries(), qrels).measure();
    }
    List<List<String>> rows = new ArrayList<>();
    List<Map<String, Object>> results = new ArrayList<>();
    measured.forEach(
        (name, evaluation) -> {
          Map<String, Object> result = new LinkedHashMap<>();
          result.put("fusion", name);
          List<String> row = new ArrayList<>(List.of(name));
          for (Measure measure : Measure.values()) {
            result.put(measure.label(), evaluation.mean(measure));
            row.add(String.format(Locale.ROOT, "%.4f", evaluation.mean(measure)));
          }
          results.add(result);
          rows.add(row);
        });
    Report report =
        new Report("fusion", "Fusion on " + beir.name(), options.environment())
            .field("dataset", beir.name())
            .field("dataset_digest", beir.digest(split))
            .field("split", split)
            .field("model", model.name())
            .field("text_scoring", scoring.toString())
            .field("results", results)
            .table(
                beir.name() + ", " + split + ", " + scoring,
                List.of("fusion", "nDCG@10", "Recall@100", "MRR@10", "MAP"),
                rows);
    options.publish(report, spec.commandLine().getOut());
    return 0;
  }
}
