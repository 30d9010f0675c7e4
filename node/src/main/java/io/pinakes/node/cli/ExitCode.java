package io.pinakes.node.cli;

/** What the process ends with; scripts rely on these numbers, and the README lists them. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;

  /** The work is done, but some items failed. */
  static final int PARTIAL = 3;

  /** What was asked for is not there, or no answer was found. */
  static final int NOT_FOUND = 4;

  /** Another process holds the home, or a name is taken. */
  static final int CONFLICT = 5;

  /** A server or peer could not be reached. */
  static final int NETWORK = 6;

  /** A hash or signature does not match. */
  static final int VERIFICATION = 7;

  /** The disk quota would be exceeded. */
  static final int QUOTA = 8;

  static final int TIMEOUT = 124;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
