package io.pinakes.p2p.host;

import io.pinakes.p2p.ProtocolLimits;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Resets a stream of a peer that takes too long, or on which nothing goes on. The lock orders its
 * end and the next look, so that nothing waits for the time of a stream that is over: a timer keeps
 * the stream, and its connection, in memory until then.
 */
final class StreamWatch {
  private final Deadlines deadlines;
  private final LongSupplier clock;
  private final long idleNanos;
  private final long endsAt;
  private final Runnable reset;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long touchedAt;
  private boolean over;
  private @Nullable Future<?> next;

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
    lock.lock();
    try {
      over = true;
      if (next != null) {
        boolean unused = next.cancel(false);
      }
    } finally {
      lock.unlock();
    }
  }

  private void check() {
    if (isLate()) {
      reset.run();
    }
  }

  /** Whether its time is up; if it is not, and it is not over, looks again when it may be. */
  private boolean isLate() {
    lock.lock();
    try {
      long now = clock.getAsLong();
      long left = Math.min(touchedAt + idleNanos - now, endsAt - now);
      if (over || left <= 0) {
        return !over;
      }
      next = deadlines.after(Duration.ofNanos(left), this::check);
      return false;
    } catch (RejectedExecutionException e) {
      return true; // the host is closed
    } finally {
      lock.unlock();
    }
  }
}
