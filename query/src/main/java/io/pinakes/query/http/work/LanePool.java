package io.pinakes.query.http.work;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Runs work, so much at once, and lets so much wait. Any thread may call; nothing blocks the
 * caller. Threads: platform threads where the work is computing, else virtual ones that wait for a
 * permit.
 */
public final class LanePool implements AutoCloseable {
  private final LaneLimits limits;
  private final ExecutorService threads;
  private final Semaphore permits;
  private final LongSupplier nanos;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicLong shed = new AtomicLong();

  private LanePool(LaneLimits limits, ExecutorService threads, LongSupplier nanos) {
    this.limits = limits;
    this.threads = threads;
    this.permits = new Semaphore(limits.width(), true);
    this.nanos = nanos;
  }

  /**
   * A pool for work that computes or uses the disk: as many threads as it is wide. A virtual thread
   * would keep its carrier while the store's native code waits for the disk, and carriers are as
   * few as cores.
   */
  public static LanePool working(String name, LaneLimits limits, LongSupplier nanos) {
    return new LanePool(
        limits,
        Executors.newFixedThreadPool(
            limits.width(), Thread.ofPlatform().daemon().name("serve-" + name + "-", 0).factory()),
        nanos);
  }

  /** A pool for work that mostly waits for others. */
  public static LanePool waiting(String name, LaneLimits limits, LongSupplier nanos) {
    return new LanePool(
        limits,
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("serve-" + name + "-", 0).factory()),
        nanos);
  }

  /** Its limits. */
  public LaneLimits limits() {
    return limits;
  }

  /** Whether one more would be turned away now. */
  public boolean full() {
    return taken.get() >= limits.width() + limits.queue();
  }

  /**
   * Runs work when its turn comes. What finds room needs no turn, however long a busy machine takes
   * to begin with it: nobody would be served sooner if it were sent away.
   *
   * @param work what to do; does not throw
   * @param late called instead if others were before it, and its turn comes too late
   * @return false if there is no room: neither will be called
   */
  public boolean submit(Runnable work, Runnable late) {
    // Before it is counted: whoever sees that it waits knows that its time runs.
    long since = nanos.getAsLong();
    int place = taken.incrementAndGet();
    if (place > limits.width() + limits.queue()) {
      taken.decrementAndGet();
      shed.incrementAndGet();
      return false;
    }
    try {
      boolean atOnce = place <= limits.width();
      threads.execute(() -> run(atOnce, since, work, late));
      return true;
    } catch (RejectedExecutionException e) {
      taken.decrementAndGet();
      return false;
    }
  }

  private void run(boolean atOnce, long since, Runnable work, Runnable late) {
    try {
      if (atOnce) {
        // One is free: there are fewer others than permits.
        permits.acquire();
      } else if (!comesInTime(since)) {
        shed.incrementAndGet();
        late.run();
        return;
      }
      running.incrementAndGet();
      try {
        work.run();
      } finally {
        running.decrementAndGet();
        permits.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      late.run();
    } finally {
      taken.decrementAndGet();
    }
  }

  private boolean comesInTime(long since) throws InterruptedException {
    Duration left = limits.maxWait().minusNanos(nanos.getAsLong() - since);
    return !left.isNegative() && permits.tryAcquire(left.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How much runs. */
  public int running() {
    return running.get();
  }

  /** How much waits. */
  public int waiting() {
    return Math.max(0, taken.get() - running.get());
  }

  /** How much was turned away so far. */
  public long shed() {
    return shed.get();
  }

  /** Takes nothing more, and interrupts what still runs on virtual threads. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean ended = false;
    try {
      ended = threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      org.slf4j.LoggerFactory.getLogger(LanePool.class).warn("work did not end when it was told");
    }
  }
}
