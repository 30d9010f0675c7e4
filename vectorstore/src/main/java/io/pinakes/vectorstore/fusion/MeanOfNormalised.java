package io.pinakes.vectorstore.fusion;

import io.pinakes.vectorstore.ScoredChunk;
import java.util.List;

/**
 * The weighted mean of scores that are stretched to 0 (the last hit taken of a stage) to 1 (its
 * first). A chunk that a stage did not find gets 0 from it. Keeps how far apart hits are, which
 * ranks forget.
 *
 * @param depth how many hits of each stage are taken; where the zero lies depends on it
 */
public record MeanOfNormalised(int depth) implements Fusion {
  /** Over the best 1,000 of each stage. */
  public static final MeanOfNormalised DEFAULT = new MeanOfNormalised(1_000);

  /** Checks the depth. */
  public MeanOfNormalised {
    if (depth < 1) {
      throw new IllegalArgumentException("depth [" + depth + "]");
    }
  }

  @Override
  public List<FusedChunk> fuse(List<Stage> stages, int k) {
    Contributions.requireHits(k);
    double weights = stages.stream().mapToDouble(Stage::weight).sum();
    Contributions sums = new Contributions();
    for (Stage stage : stages) {
      List<ScoredChunk> hits = stage.hits().subList(0, Math.min(depth, stage.hits().size()));
      if (hits.isEmpty()) {
        continue;
      }
      double least = hits.stream().mapToDouble(ScoredChunk::score).min().orElseThrow();
      double most = hits.stream().mapToDouble(ScoredChunk::score).max().orElseThrow();
      // Where all are equal, or there is but one, none is worse than the others.
      sums.add(
          stage,
          hits,
          stage.weight() / weights,
          hit -> most > least ? (hit.score() - least) / (most - least) : 1);
    }
    return sums.best(k);
  }
}
