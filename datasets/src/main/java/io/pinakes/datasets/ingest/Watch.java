package io.pinakes.datasets.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a dataset in step with a folder: runs, waits for a change, runs again. Whoever watches the
 * folder calls {@link #changed}; since events of file systems get lost, it also looks again by
 * itself after a while.
 */
public final class Watch {
  /** How often it looks by itself when nothing is told: a look at unchanged files is cheap. */
  public static final Duration RESCAN = Duration.ofSeconds(5);

  private static final long STEP_MILLIS = 50;

  private final Duration rescan;
  private final Cancellation cancellation;
  private final Semaphore changes = new Semaphore(0);
  private boolean told = true;

  /** One run. */
  @FunctionalInterface
  public interface Run {
    /** Runs once. */
    void run() throws IOException;
  }

  /** Watches until it is cancelled. */
  public Watch(Duration rescan, Cancellation cancellation) {
    this.rescan = rescan;
    this.cancellation = cancellation;
  }

  /** Something in the folder changed. Any thread may call. */
  public void changed() {
    changes.release();
  }

  /**
   * Runs, and again with every change, until it is cancelled.
   *
   * @throws IOException if a run fails; a source that is missing for a while is for the run to bear
   */
  public void follow(Run run) throws IOException {
    while (!cancellation.isCancelled()) {
      changes.drainPermits();
      run.run();
      awaitChange();
    }
  }

  /**
   * Whether a change was told before the run under way, or it is the first; for the run to ask.
   * Otherwise it was only time to look again.
   */
  public boolean told() {
    return told;
  }

  private void awaitChange() {
    long waited = 0;
    told = false;
    try {
      while (!cancellation.isCancelled() && waited < rescan.toMillis() && !told) {
        told = changes.tryAcquire(STEP_MILLIS, TimeUnit.MILLISECONDS);
        waited += STEP_MILLIS;
      }
    } catch (InterruptedException e) {
      cancellation.cancel();
      Thread.currentThread().interrupt();
    }
  }
}
