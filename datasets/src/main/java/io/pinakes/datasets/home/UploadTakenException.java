package io.pinakes.datasets.home;

import java.io.IOException;

/** Something is at that path already. */
public final class UploadTakenException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean replaceable;

  UploadTakenException(UploadPath path, boolean replaceable) {
    super(
        replaceable
            ? "There is a file [" + path + "] already."
            : "[" + path + "] is in the way of a folder, or a folder in its way.");
    this.replaceable = replaceable;
  }

  /** Whether it is a file, which can be replaced. */
  public boolean replaceable() {
    return replaceable;
  }
}
