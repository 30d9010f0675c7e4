package io.pinakes.datasets.car;

import java.io.IOException;

/** An archive that no dataset is made of; the message says why, and what to do. Nothing changed. */
public final class ImportException extends IOException {
  private static final long serialVersionUID = 1L;

  private enum Kind {
    TAKEN,
    NO_ARCHIVE,
    NOT_PROVEN,
    DAMAGED,
    OTHER
  }

  private final Kind kind;

  /** Says why. */
  public ImportException(String message) {
    this(message, Kind.OTHER);
  }

  private ImportException(String message, Kind kind) {
    super(message);
    this.kind = kind;
  }

  /** The dataset is here under another name, or another one has its name. */
  static ImportException taken(String message) {
    return new ImportException(message, Kind.TAKEN);
  }

  /** The file is none that a dataset was exported to. */
  static ImportException noArchive(String message) {
    return new ImportException(message, Kind.NO_ARCHIVE);
  }

  /** A signature is not of what it came with. */
  static ImportException notProven(String message) {
    return new ImportException(message, Kind.NOT_PROVEN);
  }

  private ImportException(String message, Kind kind, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Some of its bytes are not those that were exported, or are not there. */
  static ImportException damaged(String message) {
    return new ImportException(message, Kind.DAMAGED);
  }

  /** The same, and what noticed it. */
  static ImportException damaged(String message, Throwable cause) {
    return new ImportException(message, Kind.DAMAGED, cause);
  }

  /** The file is none that a dataset was exported to, and what noticed it. */
  static ImportException noArchive(String message, Throwable cause) {
    return new ImportException(message, Kind.NO_ARCHIVE, cause);
  }

  /** The same, noticed when blocks of it were in the store already. */
  ImportException withRemains() {
    return new ImportException(
        getMessage() + "; what was read of it and nothing else uses goes with the next pinakes gc",
        kind,
        this);
  }

  /** Whether the archive is sound, and the dataset or its name is in this home already. */
  public boolean isTaken() {
    return kind == Kind.TAKEN;
  }

  /** Whether the file is something else than a dataset's archive: another one was meant. */
  public boolean isNoArchive() {
    return kind == Kind.NO_ARCHIVE;
  }

  /** Whether a sound copy of the same archive would do. */
  public boolean isDamaged() {
    return kind == Kind.DAMAGED;
  }

  /** Whether a signature in the archive is not of what it came with. */
  public boolean isNotProven() {
    return kind == Kind.NOT_PROVEN;
  }
}
