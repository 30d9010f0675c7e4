package io.pinakes.query;

import io.pinakes.vectorstore.fusion.NearDuplicates;

/**
 * How rankings become one. The defaults were chosen on SciFact's training queries and the chunking
 * questions (docs/decisions/0080).
 *
 * @param depth how many chunks each ranking gives
 * @param vectorWeight how much meaning counts beside words, between 0 and 1
 * @param duplicates which hits are taken for the same
 */
public record SearchSettings(int depth, double vectorWeight, NearDuplicates duplicates) {
  /** What {@code search} uses. */
  public static final SearchSettings DEFAULT =
      new SearchSettings(200, 0.55, new NearDuplicates(0.8, -1, 0.8));

  /** Checks the ranges. */
  public SearchSettings {
    if (depth < 1 || depth > 10_000 || !(vectorWeight > 0 && vectorWeight < 1)) {
      throw new IllegalArgumentException(
          "not search settings: depth [" + depth + "], vector weight [" + vectorWeight + "]");
    }
  }

  /** The same with another depth. */
  public SearchSettings withDepth(int other) {
    return new SearchSettings(other, vectorWeight, duplicates);
  }

  /** The same with another weight. */
  public SearchSettings withVectorWeight(double other) {
    return new SearchSettings(depth, other, duplicates);
  }

  /** The same with other duplicates folded. */
  public SearchSettings withDuplicates(NearDuplicates other) {
    return new SearchSettings(depth, vectorWeight, other);
  }
}
