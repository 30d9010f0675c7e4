package io.pinakes.p2p.host;

import io.pinakes.p2p.ProtocolLimits;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/** Resets a stream of a peer that takes too long, or on which nothing goes on. */
final class StreamWatch {
  private final Deadlines deadlines;
  private final LongSupplier clock;
  private final long idleNanos;
  private final long endsAt;
  private final Runnable reset;
  private volatile long touchedAt;
  private volatile boolean over;

  /**
   * Not watching yet.
   *
   * @param begun when the stream was opened, in nanoseconds of the clock
   */
  StreamWatch(
      Deadlines deadlines, LongSupplier clock, long begun, ProtocolLimits limits, Runnable reset) {
    this.deadlines = deadlines;
    this.clock = clock;
    this.reset = reset;
    idleNanos = limits.idle().toNanos();
    endsAt = begun + limits.whole().toNanos();
    touchedAt = clock.getAsLong();
  }

  /** Begins to watch, until {@link #over}. */
  StreamWatch start() {
    check();
    return this;
  }

  /** Bytes went either way. */
  void touch() {
    touchedAt = clock.getAsLong();
  }

  /** Watches no more. */
  void over() {
    over = true;
  }

  private void check() {
    long now = clock.getAsLong();
    long left = Math.min(touchedAt + idleNanos - now, endsAt - now);
    if (over) {
      return;
    }
    if (left <= 0) {
      reset.run();
      return;
    }
    try {
      deadlines.after(Duration.ofNanos(left), this::check);
    } catch (RejectedExecutionException e) {
      reset.run(); // the host is closed
    }
  }
}
