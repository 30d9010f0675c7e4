package io.pinakes.node.cli;

import io.pinakes.datasets.ingest.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the signal that ends a process (Ctrl-C, SIGTERM) into a request to stop, and holds the
 * process back until the work has stopped where it can go on, for two seconds at most.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 2;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Cancellation cancellation) {
    this.hook =
        new Thread(
            () -> {
              cancellation.cancel();
              awaitStop();
            },
            "interruption");
  }

  static Interruption cancels(Cancellation cancellation) {
    Interruption interruption = new Interruption(cancellation);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void awaitStop() {
    try {
      if (!stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "pinakes: did not stop in time; the next run goes on from what was written down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is what waits for us.
    }
  }
}
