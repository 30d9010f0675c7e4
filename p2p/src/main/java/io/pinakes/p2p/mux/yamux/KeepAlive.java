package io.pinakes.p2p.mux.yamux;

/** Pings that measure the round trip and find dead peers. */
final class KeepAlive {
  private final long intervalNanos;
  private final long timeoutNanos;
  private long dueAt;
  private long sentAt;
  private boolean waiting;
  private int value;
  private long roundTripNanos;

  /** The first ping is due at once, since windows grow only by a known round trip. */
  KeepAlive(YamuxLimits limits, long now) {
    intervalNanos = limits.pingIntervalNanos();
    timeoutNanos = limits.pingTimeoutNanos();
    dueAt = now;
  }

  /** When something is due next, in nanoseconds. */
  long deadline() {
    return waiting ? sentAt + timeoutNanos : dueAt;
  }

  boolean isOverdue(long now) {
    return waiting && now - sentAt >= timeoutNanos;
  }

  /** Whether a ping goes out now; its value is {@link #value}. */
  boolean startIfDue(long now) {
    if (waiting || now - dueAt < 0) {
      return false;
    }
    waiting = true;
    sentAt = now;
    dueAt = now + intervalNanos;
    value++;
    return true;
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
