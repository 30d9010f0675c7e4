package io.pinakes.query.http;

import java.io.IOException;

/** A body that does not come as it should. */
public final class BodyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Throws that problem. */
  public BodyException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** What its sender is to read. */
  public Problem problem() {
    return problem;
  }
}
