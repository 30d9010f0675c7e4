package io.pinakes.vectorstore.fusion;

import io.pinakes.vectorstore.ScoredChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums what stages contribute to each chunk, and ranks the sums. */
final class Contributions {
  /** What one hit of a stage adds, before weights. */
  interface Worth {
    double of(ScoredChunk hit);
  }

  private static final Comparator<FusedChunk> BEST_FIRST =
      Comparator.comparingDouble(FusedChunk::score).reversed().thenComparing(FusedChunk::chunk);

  // In the order of the stages, which fixes the order of each sum.
  private final Map<String, List<StageScore>> scores = new LinkedHashMap<>();

  void add(Stage stage, List<ScoredChunk> hits, double share, Worth worth) {
    Set<String> seen = new LinkedHashSet<>();
    for (ScoredChunk hit : hits) {
      if (!seen.add(hit.chunk())) {
        throw new IllegalArgumentException(
            "stage [" + stage.name() + "] gives [" + hit.chunk() + "] twice");
      }
      scores
          .computeIfAbsent(hit.chunk(), chunk -> new ArrayList<>())
          .add(new StageScore(stage.name(), hit.rank(), hit.score(), share * worth.of(hit)));
    }
  }

  List<FusedChunk> best(int k) {
    List<FusedChunk> unranked = new ArrayList<>(scores.size());
    scores.forEach(
        (chunk, stages) ->
            unranked.add(
                new FusedChunk(
                    chunk,
                    stages.stream().mapToDouble(StageScore::contribution).sum(),
                    0,
                    stages)));
    unranked.sort(BEST_FIRST);
    List<FusedChunk> ranked = new ArrayList<>();
    for (FusedChunk hit : unranked.subList(0, Math.min(k, unranked.size()))) {
      ranked.add(new FusedChunk(hit.chunk(), hit.score(), ranked.size() + 1, hit.stages()));
    }
    return ranked;
  }

  static void requireHits(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("[" + k + "] hits asked");
    }
  }
}
