package io.pinakes.vectorstore.lucene;

import java.time.Duration;

/**
 * How an index is kept on disk and walked. Nothing here changes what an index means: one that was
 * written with other options opens, and new segments follow the new ones.
 *
 * @param shape how graphs are built
 * @param tuning how they are searched
 * @param bufferMib heap for what is not yet written, in MiB
 * @param closeWait how long closing waits for segments that are being merged, so that short runs do
 *     not leave ever more of them
 */
public record LuceneOptions(
    GraphShape shape, VectorTuning tuning, int bufferMib, Duration closeWait) {
  /** The defaults on this machine, chosen by measurement: docs/decisions/0060. */
  public static LuceneOptions defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new LuceneOptions(
        new GraphShape(Quantisation.BIT1, 16, 64, 10_000, cores),
        new VectorTuning(10_000, 0.05, 0.40, 3.5, 90, 1, 1, 10),
        bufferMib(Runtime.getRuntime().maxMemory()),
        Duration.ofMinutes(10));
  }

  /**
   * An eighth of the heap: the fewer times a build is written, the fewer graphs are thrown away.
   */
  private static int bufferMib(long heap) {
    return Math.clamp(heap / 8 / (1 << 20), 32, 256);
  }

  /** Checks the ranges. */
  public LuceneOptions {
    if (bufferMib < 1 || bufferMib > 1_024 || closeWait.isNegative()) {
      throw new IllegalArgumentException(
          "buffer of [" + bufferMib + "] MiB, wait of [" + closeWait + "]");
    }
  }

  /** Returns the same with other graphs. */
  public LuceneOptions withShape(GraphShape other) {
    return new LuceneOptions(other, tuning, bufferMib, closeWait);
  }

  /** Returns the same with another way of searching. */
  public LuceneOptions withTuning(VectorTuning other) {
    return new LuceneOptions(shape, other, bufferMib, closeWait);
  }
}
