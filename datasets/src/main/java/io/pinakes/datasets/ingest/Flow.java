package io.pinakes.datasets.ingest;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of a run share to end together: the first failure, and the wish to stop. Waiting
 * is in short steps, so that nobody needs to be woken by an interrupt.
 */
final class Flow {
  private static final long STEP_MILLIS = 5;

  private final Cancellation cancellation;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Flow(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  /** Whether nothing new is to be begun. */
  boolean stopping() {
    return cancellation.isCancelled() || failure.get() != null;
  }

  boolean hasFailed() {
    return failure.get() != null;
  }

  void fail(Throwable cause) {
    // What fails after the first is most often its consequence.
    failure.compareAndSet(null, cause);
  }

  void throwFailure() throws IOException {
    Throwable cause = failure.get();
    switch (cause) {
      case null -> {}
      case IOException io -> throw io;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new IOException(cause);
    }
  }

  /** Hands an item on; returns whether it was taken before the run began to stop. */
  <T> boolean put(BlockingQueue<T> queue, T item) {
    try {
      while (!stopping()) {
        if (queue.offer(item, STEP_MILLIS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      // A reader that is told to stop by the run that is stopping.
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** The next item, or null if there is none within a step. */
  static <T> @Nullable T poll(BlockingQueue<T> queue) {
    try {
      return queue.poll(STEP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
