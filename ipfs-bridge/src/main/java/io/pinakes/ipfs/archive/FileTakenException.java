package io.pinakes.ipfs.archive;

import java.io.IOException;

/** A file is not written, since something is there already. Nothing was changed. */
public final class FileTakenException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean replaceable;

  FileTakenException(String message, boolean replaceable) {
    super(message);
    this.replaceable = replaceable;
  }

  /** Whether it is a regular file, which is replaced if that is asked for. */
  public boolean isReplaceable() {
    return replaceable;
  }
}
