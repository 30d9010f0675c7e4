package io.pinakes.query.http.api;

import io.pinakes.query.AnswerListener;
import io.pinakes.query.Context;
import io.pinakes.query.Mark;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.http.Liveness;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends a generator's work when nobody waits for it any more: by an interrupt, which is how
 * generators are told. Files are read before the passages are found, and an interrupt there would
 * close them for others, so that it is sent only after that. The lock guards the thread.
 */
public final class Asking implements AutoCloseable {
  private final Liveness liveness;
  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable stop = this::stop;
  private @Nullable Thread generating;

  /** For a call. */
  public Asking(Liveness liveness) {
    this.liveness = liveness;
  }

  /** The same listener; from the passages on, this thread may be interrupted. */
  public AnswerListener hearing(AnswerListener listener) {
    return new AnswerListener() {
      @Override
      public void contexts(List<Context> contexts) {
        listener.contexts(contexts);
        begin();
      }

      @Override
      public void text(String piece) {
        listener.text(piece);
      }

      @Override
      public void generated(Generation generation) {
        listener.generated(generation);
      }

      @Override
      public void cited(List<Mark> marks) {
        listener.cited(marks);
      }
    };
  }

  /** A wait for a generator before there are passages. */
  public interface Wait<T> {
    /** Waits; an interrupt ends it. */
    T run() throws InterruptedException;
  }

  /**
   * Waits for a generator that is asked for something else than the answer; this thread may be
   * interrupted meanwhile, and not afterwards.
   *
   * @throws InterruptedException if nobody waits any more
   */
  public <T> T waiting(Wait<T> wait) throws InterruptedException {
    begin();
    T result;
    try {
      result = wait.run();
    } finally {
      close();
    }
    // It may have come just after the wait was over.
    if (Thread.interrupted()) {
      throw new InterruptedException("nobody waits for the answer");
    }
    return result;
  }

  private void begin() {
    lock.lock();
    try {
      generating = Thread.currentThread();
    } finally {
      lock.unlock();
    }
    liveness.onEnd(stop);
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
