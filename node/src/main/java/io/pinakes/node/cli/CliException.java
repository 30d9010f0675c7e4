package io.pinakes.node.cli;

/**
 * A failure that the user is told of: what happened and why, the command that mends it, and the
 * exit code.
 */
final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String fix;

  /**
   * Makes a failure.
   *
   * @param fix what to do next, a sentence or a command; empty if there is nothing to say
   */
  CliException(int exitCode, String what, String fix) {
    super(what);
    this.exitCode = exitCode;
    this.fix = fix;
  }

  /** The same, of a failure that others noticed. */
  CliException(int exitCode, String what, String fix, Throwable cause) {
    super(what, cause);
    this.exitCode = exitCode;
    this.fix = fix;
  }

  int exitCode() {
    return exitCode;
  }

  String fix() {
    return fix;
  }
}
