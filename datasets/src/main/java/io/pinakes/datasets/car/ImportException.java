package io.pinakes.datasets.car;

import java.io.IOException;

/** An archive that no dataset is made of; the message says why, and what to do. Nothing changed. */
public final class ImportException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean taken;

  /** Says why. */
  public ImportException(String message) {
    this(message, false);
  }

  private ImportException(String message, boolean taken) {
    super(message);
    this.taken = taken;
  }

  /** The dataset is here under another name, or another one has its name. */
  static ImportException taken(String message) {
    return new ImportException(message, true);
  }

  /** Says why, and what noticed it. */
  public ImportException(String message, Throwable cause) {
    super(message, cause);
    this.taken = false;
  }

  /** Whether the archive is sound, and the dataset or its name is in this home already. */
  public boolean isTaken() {
    return taken;
  }
}
