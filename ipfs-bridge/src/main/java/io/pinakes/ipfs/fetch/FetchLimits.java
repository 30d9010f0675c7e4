package io.pinakes.ipfs.fetch;

import java.time.Duration;

/**
 * How a fetch goes about it.
 *
 * @param parallel blocks that one source is asked for at once
 * @param maxFailures failures in a row after which a source is asked no more
 * @param batchBytes bytes of blocks that are kept together in one write: with what is asked for at
 *     the moment, this is what a kill can cost
 * @param batchBlocks blocks that are kept together at most
 * @param maxOpenLinks links that may wait to be looked at; about 200 bytes of memory each
 * @param minBusy the shortest that a busy source is left alone, whatever it says
 * @param maxBusy the longest that a busy source is left alone
 * @param busyFor how long a source may answer nothing but that it is busy, before it is asked no
 *     more; with the time that an answer may take, under the ten seconds within which whoever is of
 *     no use is gone
 * @param hedge how long a source may take for a block before another is asked for it, too
 */
public record FetchLimits(
    int parallel,
    int maxFailures,
    int batchBytes,
    int batchBlocks,
    int maxOpenLinks,
    Duration minBusy,
    Duration maxBusy,
    Duration busyFor,
    Duration hedge) {
  /** Eight at once, batches of 4 MiB, some 200 MB for the widest graph. */
  public static final FetchLimits DEFAULT =
      new FetchLimits(
          8,
          3,
          4 << 20,
          256,
          1 << 20,
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  /** Checks that something comes through. */
  public FetchLimits {
    if (parallel < 1 || maxFailures < 1 || batchBytes < 1 || batchBlocks < 1 || maxOpenLinks < 1) {
      throw new IllegalArgumentException("limits that let nothing through");
    }
    if (!minBusy.isPositive() || minBusy.compareTo(maxBusy) > 0 || !busyFor.isPositive()) {
      throw new IllegalArgumentException("a busy source is to be left alone, and not for ever");
    }
  }
}
