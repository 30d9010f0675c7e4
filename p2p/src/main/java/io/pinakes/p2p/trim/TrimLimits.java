package io.pinakes.p2p.trim;

import java.time.Duration;

/**
 * How many connections a host keeps of itself; the hard limits are those of its scopes.
 *
 * @param low down to how many it trims: 512
 * @param high above how many it trims: 1,024, half of what scopes allow inbound
 * @param graceNanos how long a new connection is left alone: 20 s, as in go, so that it can show
 *     its worth
 */
public record TrimLimits(int low, int high, long graceNanos) {
  /** The values named above. */
  public static final TrimLimits DEFAULT =
      new TrimLimits(512, 1_024, Duration.ofSeconds(20).toNanos());

  /** Checks that they are in order. */
  public TrimLimits {
    if (low < 0 || high < low || graceNanos < 0) {
      throw new IllegalArgumentException(
          "trims from [" + high + "] to [" + low + "] after [" + graceNanos + "] ns");
    }
  }
}
