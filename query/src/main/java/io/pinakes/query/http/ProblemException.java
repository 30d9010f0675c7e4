package io.pinakes.query.http;

/** A problem, thrown by whatever meets it. */
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Throws that problem. */
  public ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** Throws a problem of these particulars. */
  public ProblemException(int status, String code, String detail, String fix) {
    this(Problem.of(status, code, detail, fix));
  }

  /** What went wrong. */
  public Problem problem() {
    return problem;
  }
}
