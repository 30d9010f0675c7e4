package io.pinakes.query.http.api;

import io.pinakes.query.AnswerListener;
import io.pinakes.query.Context;
import io.pinakes.query.http.Liveness;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends a generator's work when nobody waits for it any more: by an interrupt, which is how
 * generators are told. Files are read before the passages are found, and an interrupt there would
 * close them for others, so that it is sent only after that. The lock guards the thread.
 */
final class Asking implements AutoCloseable {
  private final Liveness liveness;
  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable stop = this::stop;
  private @Nullable Thread generating;

  Asking(Liveness liveness) {
    this.liveness = liveness;
  }

  /** The same listener; from the passages on, this thread may be interrupted. */
  AnswerListener hearing(AnswerListener listener) {
    return new AnswerListener() {
      @Override
      public void contexts(List<Context> contexts) {
        listener.contexts(contexts);
        lock.lock();
        try {
          generating = Thread.currentThread();
        } finally {
          lock.unlock();
        }
        liveness.onEnd(stop);
      }

      @Override
      public void text(String piece) {
        listener.text(piece);
      }
    };
  }

  private void stop() {
    lock.lock();
    try {
      if (generating != null) {
        generating.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    liveness.forget(stop);
    lock.lock();
    try {
      generating = null;
    } finally {
      lock.unlock();
    }
  }
}
