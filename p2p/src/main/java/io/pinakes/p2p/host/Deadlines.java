package io.pinakes.p2p.host;

import io.pinakes.p2p.P2pException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thread that closes what is late. */
final class Deadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  Deadlines(String name) {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(name + " deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Runs the action; if it takes longer than that, closes what it waits for, and so ends it.
   *
   * @param what it is, for the failure that says that it took too long
   */
  <T> T within(Duration time, String what, Runnable closer, Action<T> action) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    Runnable end =
        () -> {
          late.set(true); // first, so that whoever is closed finds out why
          closer.run();
        };
    ScheduledFuture<?> timer = schedule(end, time);
    try {
      return action.run();
    } catch (IOException e) {
      if (late.get()) {
        throw new P2pException(what + " was not done within [" + inSeconds(time) + "] s", e);
      }
      throw e;
    } finally {
      timer.cancel(false);
    }
  }

  private static String inSeconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  private ScheduledFuture<?> schedule(Runnable closer, Duration time) throws P2pException {
    try {
      return timer.schedule(closer, time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new P2pException("the host is closed", e);
    }
  }

  /** Runs it once, after that time. What was cancelled is kept no longer. */
  Future<?> after(Duration time, Runnable task) {
    return timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How much waits for its time, and keeps what it is about in memory. */
  int waiting() {
    return timer.getQueue().size();
  }

  /** Runs it again and again, with that time between; ends with this object. */
  void every(Duration time, Runnable check) {
    Future<?> unused =
        timer.scheduleWithFixedDelay(check, time.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What waits still happens at its time, so that nothing is left open; nothing new begins. */
  @Override
  public void close() {
    timer.shutdown();
  }

  /** What may take its time. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }
}
