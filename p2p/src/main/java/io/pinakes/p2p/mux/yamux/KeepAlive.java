package io.pinakes.p2p.mux.yamux;

/**
 * Pings that measure the round trip and find dead peers. One with streams, which costs more than an
 * idle one, is pinged as soon as it is silent, and has twice that silence to say anything at all.
 * While a ping waits, whatever it says begins its time anew: the ping may lie behind all that was
 * written before, and over a slow line the answer takes as long as that.
 */
final class KeepAlive {
  private final long intervalNanos;
  private final long timeoutNanos;
  private final long silenceNanos;
  private long dueAt;
  private long heardAt;
  private long sentAt;
  private boolean waiting;
  private int value;
  private long roundTripNanos;

  /** The first ping is due at once, since windows grow only by a known round trip. */
  KeepAlive(YamuxLimits limits, long now) {
    intervalNanos = limits.pingIntervalNanos();
    timeoutNanos = limits.pingTimeoutNanos();
    silenceNanos = limits.silenceNanos();
    dueAt = now;
    sentAt = now;
    heardAt = now;
  }

  /** The peer sent something. */
  void heard(long now) {
    heardAt = now;
  }

  /** When something is due next, in nanoseconds; sooner if there are streams. */
  long deadline(boolean busy) {
    long rest = waiting ? lastSign() + timeoutNanos : dueAt;
    long silent = lastSign() + silenceLeft();
    return busy && silent - rest < 0 ? silent : rest;
  }

  /** The same in all, whether the peer has said something since it was pinged or not. */
  private long silenceLeft() {
    if (!waiting) {
      return silenceNanos;
    }
    return heardAt - sentAt > 0 ? 3 * silenceNanos : 2 * silenceNanos;
  }

  boolean isOverdue(long now, boolean busy) {
    return waiting && now - deadline(busy) >= 0;
  }

  /** Whether a ping goes out now; its value is {@link #value}. */
  boolean startIfDue(long now, boolean busy) {
    if (waiting || now - deadline(busy) < 0) {
      return false;
    }
    waiting = true;
    sentAt = now;
    dueAt = now + intervalNanos;
    value++;
    return true;
  }

  private long lastSign() {
    return heardAt - sentAt > 0 ? heardAt : sentAt;
  }

  int value() {
    return value;
  }

  /** Takes an answer; whether it was to the ping that waits. */
  boolean answered(int echoed, long now) {
    if (!waiting || echoed != value) {
      return false;
    }
    waiting = false;
    long sample = Math.max(1, now - sentAt);
    roundTripNanos = roundTripNanos == 0 ? sample : (7 * roundTripNanos + sample) / 8;
    return true;
  }

  /** Smoothed; 0 as long as it is not known. */
  long roundTripNanos() {
    return roundTripNanos;
  }
}
