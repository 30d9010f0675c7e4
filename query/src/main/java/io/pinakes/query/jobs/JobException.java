package io.pinakes.query.jobs;

/** A job is not taken, or not stopped. */
public final class JobException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Why {
    /** There is no such job. */
    UNKNOWN,
    /** As many wait as are taken. */
    FULL,
    /** The key was used for another job. */
    KEY_REUSED,
    /** What is under way cannot be stopped. */
    UNSTOPPABLE
  }

  private final Why why;

  JobException(Why why, String message) {
    super(message);
    this.why = why;
  }

  /** Why. */
  public Why why() {
    return why;
  }
}
