package io.pinakes.ipfs.archive;

import java.io.IOException;

/**
 * An archive is in order, but speaks for blocks that did not come in it. Nothing of it is kept or
 * shown; its blocks go with the next garbage collection.
 */
public final class ArchiveRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean shows;

  ArchiveRefusedException(String message, boolean shows) {
    super(message);
    this.shows = shows;
  }

  /** Whether it is refused only because it was to be shown. */
  public boolean shows() {
    return shows;
  }
}
