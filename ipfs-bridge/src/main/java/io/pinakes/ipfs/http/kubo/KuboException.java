package io.pinakes.ipfs.http.kubo;

import java.io.IOException;

/** A call that Kubo did not carry out, or not to its end. */
public final class KuboException extends IOException {
  private static final long serialVersionUID = 1L;

  /** In which way a daemon fails. */
  public enum Kind {
    /** Nobody listens there, or it cannot be reached. */
    UNREACHABLE,
    /** It does not let us: a token is missing or wrong, or the call is not allowed. */
    FORBIDDEN,
    /** It does not know the command. */
    UNKNOWN_COMMAND,
    /** It tried and says why it could not. */
    FAILED,
    /** It began to answer and says at the end that the answer is not whole. */
    FAILED_LATE,
    /** The connection ended in the middle of the answer, or before it. */
    CUT,
    /** It says nothing for longer than is waited. */
    SILENT,
    /** What it says is not what the command gives, or too long. */
    MALFORMED
  }

  private final Kind kind;

  KuboException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  KuboException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** In which way it failed. */
  public Kind kind() {
    return kind;
  }
}
