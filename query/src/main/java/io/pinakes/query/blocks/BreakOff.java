package io.pinakes.query.blocks;

import io.pinakes.datasets.ingest.Cancellation;
import java.util.concurrent.CancellationException;

/**
 * What ends work that is asked to stop: at its next step, and at once where it waits for others.
 */
final class BreakOff implements AutoCloseable {
  private final Thread watcher;

  /**
   * Until it is closed.
   *
   * @param stop breaks off what is waited for
   */
  BreakOff(Cancellation cancellation, Runnable stop) {
    this.watcher =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    cancellation.await();
                    stop.run();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  /** The same listener, which ends the work that tells it something once it is to stop. */
  static WorkListener heeding(Cancellation cancellation, WorkListener listener) {
    return new WorkListener() {
      @Override
      public void moved(long blocks, long bytes) {
        heed(cancellation);
        listener.moved(blocks, bytes);
      }

      @Override
      public void expects(long bytes) {
        heed(cancellation);
        listener.expects(bytes);
      }

      @Override
      public void searchable(String dataset, long passages, long of) {
        heed(cancellation);
        listener.searchable(dataset, passages, of);
      }
    };
  }

  static void heed(Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      throw new CancellationException("stopped before it was done");
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
