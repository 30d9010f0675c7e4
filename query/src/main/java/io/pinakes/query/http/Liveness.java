package io.pinakes.query.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether somebody still waits for the answer to a call. It ends once: the client goes away, the
 * time is up, or the server stops. The lock guards the list; callbacks run outside of it, on the
 * thread that ended it, and must not block.
 */
public final class Liveness {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> callbacks = new ArrayList<>();
  private volatile boolean ended;
  private volatile boolean stopping;

  /** Whether nobody waits any more. */
  public boolean ended() {
    return ended;
  }

  /** Whether it ended because the server stops, so that somebody may read last words. */
  public boolean stopping() {
    return stopping;
  }

  /** Runs that when nobody waits any more, at once if that is so already. */
  public void onEnd(Runnable callback) {
    lock.lock();
    try {
      if (!ended) {
        callbacks.add(callback);
        return;
      }
    } finally {
      lock.unlock();
    }
    callback.run();
  }

  /** Forgets a callback. */
  public void forget(Runnable callback) {
    lock.lock();
    try {
      callbacks.remove(callback);
    } finally {
      lock.unlock();
    }
  }

  /** Ends it. */
  public void end() {
    end(false);
  }

  /** Ends it because the server stops. */
  public void stop() {
    end(true);
  }

  private void end(boolean byTheServer) {
    List<Runnable> all;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      // First: whoever sees the end may ask why.
      stopping = byTheServer;
      ended = true;
      all = List.copyOf(callbacks);
      callbacks.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(Runnable::run);
  }
}
