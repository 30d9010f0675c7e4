package io.pinakes.query.generate;

import java.io.IOException;

/** An answer did not come, or not whole. The message names the server and what to do. */
public final class GenerationException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** Nothing listens there, or the connection could not be made. */
    UNREACHABLE,
    /** The server refused the request: unknown model, bad key, prompt too long. */
    REFUSED,
    /** The server asks to wait longer than we do. */
    RATE_LIMITED,
    /** The server failed, before or within the answer. */
    SERVER_FAILED,
    /** No byte came for too long, or the whole took too long. */
    TIMED_OUT,
    /** The answer ended without its end. */
    CUT,
    /** What came is not what the protocol says. */
    MALFORMED,
    /** More came than is taken. */
    TOO_LARGE
  }

  private final Kind kind;

  /** An error that has a message of its own. */
  public GenerationException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** An error with what lies beneath. */
  public GenerationException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
