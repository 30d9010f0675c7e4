package io.pinakes.datasets.ingest;

import java.util.concurrent.CountDownLatch;

/** Asks a job to stop. Any thread may ask, at any time; asking twice is asking once. */
public final class Cancellation {
  private final CountDownLatch asked = new CountDownLatch(1);

  /** A job that nobody has asked to stop. */
  public Cancellation() {}

  /** Asks. */
  public void cancel() {
    asked.countDown();
  }

  /** Whether somebody asked. */
  public boolean isCancelled() {
    return asked.getCount() == 0;
  }

  /** Waits until somebody asks. */
  public void await() throws InterruptedException {
    asked.await();
  }
}
