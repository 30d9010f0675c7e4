package io.pinakes.ipfs.gc;

import io.pinakes.core.multiformats.Cid;
import java.util.List;
import java.util.Map;

/**
 * What a garbage collection found, and did.
 *
 * @param kept by reason, in the order in which the roots were named, how much each keeps that none
 *     before it kept; {@link #IN_USE} is what running jobs hold
 * @param garbage what nothing keeps: removed, if {@code swept}
 * @param gaps blocks that are kept and are missing or damaged, the first {@link #MAX_GAPS}
 * @param gapCount how many there are
 * @param hiding whether one of them, named or not, may have blocks hanging on it
 * @param swept whether garbage was removed
 */
public record GcReport(
    Map<String, Amount> kept,
    Amount garbage,
    List<Gap> gaps,
    long gapCount,
    boolean hiding,
    boolean swept) {
  /** The reason of what running jobs hold. */
  public static final String IN_USE = "in use by a running job";

  /** How many gaps are named. */
  public static final int MAX_GAPS = 1_000;

  /** Some blocks and the bytes in them. */
  public record Amount(long blocks, long bytes) {
    /** Nothing. */
    public static final Amount NOTHING = new Amount(0, 0);

    /** Both together. */
    public Amount plus(long moreBlocks, long moreBytes) {
      return new Amount(blocks + moreBlocks, bytes + moreBytes);
    }
  }

  /**
   * A block that should be there.
   *
   * @param cid its name
   * @param reason the root that needs it
   * @param what what is wrong: that it is missing, or how it is damaged
   * @param hidesMore whether blocks may hang on it that are now not known to be kept
   */
  public record Gap(Cid cid, String reason, String what, boolean hidesMore) {}

  /** All that is kept. */
  public Amount keptInAll() {
    Amount sum = Amount.NOTHING;
    for (Amount amount : kept.values()) {
      sum = sum.plus(amount.blocks, amount.bytes);
    }
    return sum;
  }
}
