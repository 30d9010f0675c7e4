package io.pinakes.benchmarks.retrieval;

import io.pinakes.benchmarks.metrics.Evaluation;
import io.pinakes.benchmarks.metrics.Qrels;
import io.pinakes.benchmarks.metrics.Run;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.query.Place;
import io.pinakes.query.SearchableDataset;
import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.ScoredChunk;
import io.pinakes.vectorstore.fusion.FusedChunk;
import io.pinakes.vectorstore.fusion.Fusion;
import io.pinakes.vectorstore.fusion.MeanOfNormalised;
import io.pinakes.vectorstore.fusion.ReciprocalRank;
import io.pinakes.vectorstore.fusion.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every fusion that comes into question, on one set of rankings: this is how the default was chosen
 * (docs/decisions/0080). Folding near duplicates is left out; it is for readers, not for a measure
 * that counts each document once.
 */
final class FusionGrid {
  private static final int DEPTH = 1_000;
  private static final List<Integer> DEPTHS = List.of(50, 100, 200, 500, 1_000);
  private static final List<Double> WEIGHTS = List.of(0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7);

  /** The two rankings of one question. */
  private record Rankings(String query, List<ScoredChunk> vector, List<ScoredChunk> text) {}

  private final PassageCollection collection;
  private final Qrels qrels;
  private final List<Rankings> rankings = new ArrayList<>();

  FusionGrid(
      PassageCollection collection, Embedder embedder, Map<String, String> queries, Qrels qrels)
      throws IOException {
    this.collection = collection;
    this.qrels = qrels;
    try (SearchableDataset dataset = collection.open(List.of(), o -> {}).get(0)) {
      int depth = (int) Math.min(DEPTH, dataset.index().chunks());
      for (String query : qrels.queries()) {
        String question = queries.getOrDefault(query, "");
        rankings.add(
            new Rankings(
                query,
                dataset.index().vector(embedder.embedQuery(question), depth, Filter.NONE),
                dataset.index().text(question, depth, Filter.NONE)));
      }
    }
  }

  /** What each fusion measures, by its name. */
  Map<String, Evaluation> measure() {
    Map<String, Evaluation> measured = new LinkedHashMap<>();
    for (int depth : DEPTHS) {
      for (double weight : WEIGHTS) {
        measured.put(
            "mean depth " + depth + " vector " + weight,
            measure(new MeanOfNormalised(depth), depth, weight));
      }
      for (int k : new int[] {10, 60}) {
        measured.put(
            "reciprocal rank " + k + " depth " + depth, measure(new ReciprocalRank(k), depth, 0.5));
      }
    }
    return measured;
  }

  private Evaluation measure(Fusion fusion, int depth, double vectorWeight) {
    Run run = new Run();
    for (Rankings one : rankings) {
      List<Stage> stages = new ArrayList<>();
      add(stages, "vector", vectorWeight, one.vector(), depth);
      add(stages, "text", 1 - vectorWeight, one.text(), depth);
      Map<String, Float> best = new LinkedHashMap<>();
      if (!stages.isEmpty()) {
        for (FusedChunk chunk : fusion.fuse(stages, 2 * depth)) {
          for (Place place : collection.placesOf(chunk.chunk())) {
            best.merge(collection.id(place.document()), (float) chunk.score(), Math::max);
          }
        }
      }
      run.add(
          one.query(),
          best.entrySet().stream()
              .filter(e -> !e.getKey().equals(one.query()))
              .map(e -> new Run.Entry(e.getKey(), e.getValue()))
              .toList());
    }
    return Evaluation.of(run, qrels);
  }

  private static void add(
      List<Stage> stages, String name, double weight, List<ScoredChunk> hits, int depth) {
    if (!hits.isEmpty()) {
      stages.add(new Stage(name, weight, hits.subList(0, Math.min(depth, hits.size()))));
    }
  }
}
