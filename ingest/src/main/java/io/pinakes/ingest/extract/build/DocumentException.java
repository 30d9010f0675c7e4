package io.pinakes.ingest.extract.build;

import io.pinakes.ingest.extract.FailureReason;
import java.io.IOException;

/**
 * A document that cannot be read, as its reader knows it: without a file name. An {@code
 * IOException}, so that it passes through parsers that are not ours.
 */
public final class DocumentException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FailureReason reason;

  /** A failure with a short sentence for people. */
  public DocumentException(FailureReason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  /** A failure with what caused it. */
  public DocumentException(FailureReason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  /** Which of the closed list of reasons. */
  public FailureReason reason() {
    return reason;
  }
}
