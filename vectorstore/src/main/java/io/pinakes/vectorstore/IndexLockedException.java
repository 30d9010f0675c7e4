package io.pinakes.vectorstore;

import java.io.IOException;
import java.nio.file.Path;

/** Another writer holds the index. Readers are never locked out. */
public final class IndexLockedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the index. */
  public IndexLockedException(Path index, Throwable cause) {
    super("the index in [" + index + "] has a writer already", cause);
  }
}
