package io.pinakes.datasets.backup;

import java.io.IOException;

/** A file is no backup, or not what it was when it was written. Nothing was changed. */
public final class BackupException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** Something else than a backup. */
    NONE,
    /** Cut short or changed on the way. */
    DAMAGED,
    /** As it was written, but what was backed up was damaged then. */
    UNSOUND
  }

  private final Kind kind;

  BackupException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static BackupException damaged(String what) {
    return new BackupException(Kind.DAMAGED, "the backup is damaged: " + what);
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }
}
