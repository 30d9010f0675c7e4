package io.pinakes.vectorstore.fusion;

import java.util.List;

/**
 * Reciprocal rank fusion after Cormack, Clarke and Büttcher (2009): each stage gives {@code 1 / (k
 * + rank)}. Scaled so that a chunk that is first everywhere has 1.
 *
 * @param k how flat the first ranks are
 */
public record ReciprocalRank(int k) implements Fusion {
  /** With the 60 of the paper. */
  public static final ReciprocalRank DEFAULT = new ReciprocalRank(60);

  /** Checks the constant. */
  public ReciprocalRank {
    if (k < 0) {
      throw new IllegalArgumentException("rank constant [" + k + "]");
    }
  }

  @Override
  public List<FusedChunk> fuse(List<Stage> stages, int hits) {
    Contributions.requireHits(hits);
    double weights = stages.stream().mapToDouble(Stage::weight).sum();
    Contributions sums = new Contributions();
    for (Stage stage : stages) {
      sums.add(
          stage,
          stage.hits(),
          stage.weight() / weights,
          hit -> (k + 1.0) / (k + (double) hit.rank()));
    }
    return sums.best(hits);
  }
}
