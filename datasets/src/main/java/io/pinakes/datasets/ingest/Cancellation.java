package io.pinakes.datasets.ingest;

/** Asks a job to stop. Any thread may ask, at any time; asking twice is asking once. */
public final class Cancellation {
  private volatile boolean cancelled;

  /** A job that nobody has asked to stop. */
  public Cancellation() {}

  /** Asks. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether somebody asked. */
  public boolean isCancelled() {
    return cancelled;
  }
}
