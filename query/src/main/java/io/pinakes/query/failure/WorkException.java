package io.pinakes.query.failure;

/** Work that a user asked for cannot be done, and it is known already what that means for them. */
public final class WorkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String fix;

  /**
   * Makes a failure.
   *
   * @param kind what sort it is
   * @param what happened, and why
   * @param fix what to do next, a sentence or a command; empty if there is nothing to say
   */
  public WorkException(Kind kind, String what, String fix) {
    super(what);
    this.kind = kind;
    this.fix = fix;
  }

  /** The same, of a failure that others noticed. */
  public WorkException(Kind kind, String what, String fix, Throwable cause) {
    super(what, cause);
    this.kind = kind;
    this.fix = fix;
  }

  /** What it means, and what to do next. */
  Verdicts.Verdict verdict() {
    return new Verdicts.Verdict(kind, fix);
  }
}
