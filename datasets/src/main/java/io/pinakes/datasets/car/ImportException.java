package io.pinakes.datasets.car;

import java.io.IOException;

/** An archive that no dataset is made of; the message says why, and what to do. Nothing changed. */
public final class ImportException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public ImportException(String message) {
    super(message);
  }

  /** Says why, and what noticed it. */
  public ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
