package io.pinakes.ingest.source;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A source folder is not there, or has lost files all at once: most likely a disk that is not
 * mounted. Nothing may be deleted on the strength of that.
 */
public final class SourceMissingException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean lostFiles;

  private SourceMissingException(Path folder, String what, boolean lostFiles) {
    super("source [" + folder + "] " + what);
    this.lostFiles = lostFiles;
  }

  /** A folder that is not there or cannot be read. */
  static SourceMissingException notThere(Path folder, String what) {
    return new SourceMissingException(
        folder, what + ": check the path, its permissions, and that its disk is mounted", false);
  }

  /** A folder that is there, without files that it had. */
  public static SourceMissingException lostFiles(Path folder, String what) {
    return new SourceMissingException(
        folder, what + ": is its disk mounted? Nothing was taken out of the dataset", true);
  }

  /** A folder whose files went while they were read. */
  public static SourceMissingException wentAway(Path folder) {
    return new SourceMissingException(
        folder, "went away while it was read: what was read is kept for the next run", false);
  }

  /** Whether the folder is there and without files that it had: the user may say it is meant so. */
  public boolean lostFiles() {
    return lostFiles;
  }
}
