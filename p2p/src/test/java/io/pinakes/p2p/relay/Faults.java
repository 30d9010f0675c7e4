package io.pinakes.p2p.relay;

import java.time.Duration;

/**
 * What a relay does to the bytes of each direction.
 *
 * @param delay from the one socket to the other
 * @param jitter added to it, up to this, by the seed
 * @param bytesPerSecond the most that goes through; 0 is no limit
 * @param bytesBetweenFlips on average, of one bit each, where the seed says; 0 is none
 * @param resetAfterBytes where both sockets are reset; 0 is nowhere
 * @param stallAfterBytes where nothing goes on for a while; 0 is nowhere
 * @param stall how long
 */
public record Faults(
    Duration delay,
    Duration jitter,
    long bytesPerSecond,
    long bytesBetweenFlips,
    long resetAfterBytes,
    long stallAfterBytes,
    Duration stall) {
  /** Nothing is done. */
  public static final Faults NONE =
      new Faults(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, Duration.ZERO);

  public Faults delay(Duration value, Duration upTo) {
    return new Faults(
        value, upTo, bytesPerSecond, bytesBetweenFlips, resetAfterBytes, stallAfterBytes, stall);
  }

  public Faults rate(long value) {
    return new Faults(
        delay, jitter, value, bytesBetweenFlips, resetAfterBytes, stallAfterBytes, stall);
  }

  public Faults flipEvery(long bytes) {
    return new Faults(
        delay, jitter, bytesPerSecond, bytes, resetAfterBytes, stallAfterBytes, stall);
  }

  public Faults resetAfter(long bytes) {
    return new Faults(
        delay, jitter, bytesPerSecond, bytesBetweenFlips, bytes, stallAfterBytes, stall);
  }

  public Faults stallAfter(long bytes, Duration value) {
    return new Faults(
        delay, jitter, bytesPerSecond, bytesBetweenFlips, resetAfterBytes, bytes, value);
  }
}
