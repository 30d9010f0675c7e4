package io.pinakes.ingest.source;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A source folder is not there, or has lost files all at once: most likely a disk that is not
 * mounted. Nothing may be deleted on the strength of that.
 */
public final class SourceMissingException extends IOException {
  private static final long serialVersionUID = 1L;

  private enum Kind {
    AWAY,
    NEVER_SEEN,
    LOST_FILES,
    LEFT_OUT
  }

  private final Kind kind;

  private SourceMissingException(SourceMissingException away, Kind kind) {
    super(away.getMessage(), away);
    this.kind = kind;
  }

  private SourceMissingException(Path folder, String what, Kind kind) {
    super("source [" + folder + "] " + what);
    this.kind = kind;
  }

  /** A folder that is not there or cannot be read. */
  static SourceMissingException notThere(Path folder, String what) {
    return new SourceMissingException(
        folder,
        what + ": check the path, its permissions, and that its disk is mounted",
        Kind.AWAY);
  }

  /** A folder that is there, without files that it had. */
  public static SourceMissingException lostFiles(Path folder, String what) {
    return new SourceMissingException(
        folder,
        what + ": is its disk mounted? Nothing was taken out of the dataset",
        Kind.LOST_FILES);
  }

  /** A folder whose files the filter leaves out, all of them. */
  static SourceMissingException leftOut(
      Path folder, SourceFilter filter, long leftOut, long known) {
    return new SourceMissingException(
        folder,
        "has no file that is wanted now, but had ["
            + known
            + "]: ["
            + leftOut
            + "] files and folders are left out by "
            + filter.words()
            + ". Nothing was taken out of the dataset",
        Kind.LEFT_OUT);
  }

  /** A folder whose files went while they were read. */
  public static SourceMissingException wentAway(Path folder) {
    return new SourceMissingException(
        folder, "went away while it was read: what was read is kept for the next run", Kind.AWAY);
  }

  /** The same of a folder that no dataset follows yet, so that there is nothing to be kept. */
  public SourceMissingException notFollowed() {
    return new SourceMissingException(this, Kind.NEVER_SEEN);
  }

  /** Whether a dataset follows the folder: the user may want it to be followed no longer. */
  public boolean followed() {
    return kind != Kind.NEVER_SEEN;
  }

  /** Whether the folder is there and without files that it had: the user may say it is meant so. */
  public boolean lostFiles() {
    return kind == Kind.LOST_FILES;
  }

  /** Whether the folder has files, and the filter wants none: the user may mean another filter. */
  public boolean leftOut() {
    return kind == Kind.LEFT_OUT;
  }
}
