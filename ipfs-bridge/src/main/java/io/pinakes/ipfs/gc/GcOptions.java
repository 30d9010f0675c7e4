package io.pinakes.ipfs.gc;

/**
 * How garbage is collected.
 *
 * @param gaps what to do if a block that others hang on is missing or damaged
 * @param batchBlocks how many blocks are removed with one batch
 */
public record GcOptions(Gaps gaps, int batchBlocks) {
  /** Stops at gaps; 1,000 blocks a batch take some milliseconds in which nobody else writes. */
  public static final GcOptions DEFAULTS = new GcOptions(Gaps.STOP, 1_000);

  /** What to do about gaps in the graph. */
  public enum Gaps {
    /**
     * Remove nothing: what hangs on a missing block cannot be told from garbage, and would be lost
     * for good although the one block may come back.
     */
    STOP,
    /** Remove whatever is not reached. */
    SWEEP
  }

  /** Checks the batch. */
  public GcOptions {
    if (batchBlocks < 1 || batchBlocks > 100_000) {
      throw new IllegalArgumentException("batch of [" + batchBlocks + "] blocks");
    }
  }

  /** The same with another way about gaps. */
  public GcOptions withGaps(Gaps other) {
    return new GcOptions(other, batchBlocks);
  }
}
