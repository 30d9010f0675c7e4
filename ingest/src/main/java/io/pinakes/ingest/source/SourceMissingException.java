package io.pinakes.ingest.source;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A source folder is not there, or has lost all its files at once: most likely a disk that is not
 * mounted. Nothing may be deleted on the strength of that.
 */
public final class SourceMissingException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says which folder, what is wrong with it, and what to do. */
  public SourceMissingException(Path root, String what, String todo) {
    super("source [" + root + "] " + what + ": " + todo);
  }
}
