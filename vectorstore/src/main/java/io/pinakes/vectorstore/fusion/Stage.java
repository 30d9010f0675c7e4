package io.pinakes.vectorstore.fusion;

import io.pinakes.vectorstore.ScoredChunk;
import java.util.List;

/**
 * One ranking that goes into a fusion.
 *
 * @param name such as {@code vector} or {@code text}; shown by {@code --explain}
 * @param weight how much it counts, relative to the others; above 0
 * @param hits best first, each chunk once
 */
public record Stage(String name, double weight, List<ScoredChunk> hits) {
  /** Checks the weight. */
  public Stage {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("stage [" + name + "] of weight [" + weight + "]");
    }
    hits = List.copyOf(hits);
  }

  /** A stage of weight 1. */
  public static Stage of(String name, List<ScoredChunk> hits) {
    return new Stage(name, 1, hits);
  }
}
