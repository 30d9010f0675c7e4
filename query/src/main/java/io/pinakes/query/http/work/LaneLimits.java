package io.pinakes.query.http.work;

import java.time.Duration;

/**
 * How much a lane takes on.
 *
 * @param width how much runs at once
 * @param queue how much waits for that; more is turned away
 * @param maxWait what has waited behind others for longer is turned away when its turn comes
 * @param time until an answer has to begin; the caller is then told that it took too long
 */
public record LaneLimits(int width, int queue, Duration maxWait, Duration time) {
  /** Checks that something gets through. */
  public LaneLimits {
    if (width < 1 || queue < 0 || maxWait.isNegative() || time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("limits that let nothing through");
    }
  }
}
