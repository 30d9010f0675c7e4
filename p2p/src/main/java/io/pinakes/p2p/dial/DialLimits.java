package io.pinakes.p2p.dial;

import java.time.Duration;

/**
 * The limits of dials to one peer.
 *
 * @param maxParallel how many of its addresses are tried at the same time: 8
 * @param maxAddresses how many are tried at all: 25, as in js; a peer that names more is lying
 * @param delay until the next address is tried beside one that has not answered: 250 ms (RFC 8305);
 *     after a failure there is none
 * @param backOff how long an address that failed is left alone: 5 s, doubled by each failure
 * @param maxBackOff and at most: 5 min
 * @param maxRemembered of how many failed addresses: 1,000, the oldest go
 * @param names how long names may take that lead to addresses, all of a dial together: 10 s
 */
public record DialLimits(
    int maxParallel,
    int maxAddresses,
    Duration delay,
    Duration backOff,
    Duration maxBackOff,
    int maxRemembered,
    Duration names) {
  /** The values named above. */
  public static final DialLimits DEFAULT =
      new DialLimits(
          8,
          25,
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          1_000,
          Duration.ofSeconds(10));

  /** Checks that each is usable. */
  public DialLimits {
    if (maxParallel < 1 || maxAddresses < 1 || maxRemembered < 1) {
      throw new IllegalArgumentException("counts are positive");
    }
    if (!names.isPositive()) {
      throw new IllegalArgumentException("names have a time of [" + names + "]");
    }
    if (delay.isNegative() || !backOff.isPositive() || maxBackOff.compareTo(backOff) < 0) {
      throw new IllegalArgumentException(
          "back-off of [" + backOff + "] to [" + maxBackOff + "], delay [" + delay + "]");
    }
  }

  /** These with another time for names. */
  public DialLimits withNames(Duration other) {
    return new DialLimits(
        maxParallel, maxAddresses, delay, backOff, maxBackOff, maxRemembered, other);
  }
}
