package io.pinakes.p2p.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that closes what is late. */
final class Deadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;
  private final List<Future<?>> pending = new CopyOnWriteArrayList<>();

  Deadlines(String name) {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(name + " deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Runs the action; if it takes longer than that, closes what it waits for, and so ends it. */
  <T> T within(Duration time, Runnable closer, Action<T> action) throws IOException {
    ScheduledFuture<?> late = timer.schedule(closer, time.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return action.run();
    } finally {
      late.cancel(false);
    }
  }

  /** Runs it once, after that time. */
  void after(Duration time, Runnable task) {
    pending.add(timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Runs it again and again, with that time between; ends with this object. */
  void every(Duration time, Runnable check) {
    pending.add(
        timer.scheduleWithFixedDelay(check, time.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() {
    pending.forEach(task -> task.cancel(false));
    timer.shutdown();
  }

  /** What may take its time. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }
}
