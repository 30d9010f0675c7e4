package io.pinakes.p2p.transport;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends a dial from another thread, at whatever stage it is, by closing what it waits for. Nobody is
 * interrupted. Safe for any thread.
 */
public final class Cancellation {
  private final Set<Runnable> closers = new LinkedHashSet<>();
  private boolean cancelled;

  /** Nothing to close yet. */
  public Cancellation() {}

  /** Has this run when the dial is cancelled; at once if it was. */
  public void onCancel(Runnable closer) {
    synchronized (this) {
      if (!cancelled) {
        closers.add(closer);
        return;
      }
    }
    closer.run();
  }

  /** Cancels it; a second time changes nothing. */
  public void cancel() {
    List<Runnable> toRun;
    synchronized (this) {
      cancelled = true;
      toRun = List.copyOf(closers);
      closers.clear();
    }
    toRun.forEach(Runnable::run);
  }

  /** Whether it was cancelled. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }
}
