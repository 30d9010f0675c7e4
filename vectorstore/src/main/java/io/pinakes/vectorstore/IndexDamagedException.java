package io.pinakes.vectorstore;

import java.io.IOException;
import java.nio.file.Path;

/** The files of an index are broken. Nothing is lost: it can be built again from blocks. */
public final class IndexDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the index and what was found. */
  public IndexDamagedException(Path index, String finding, Throwable cause) {
    super(
        "the index in ["
            + index
            + "] is damaged ("
            + finding
            + "); it can be rebuilt from blocks without embedding anything",
        cause);
  }
}
