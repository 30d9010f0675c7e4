package io.pinakes.node.peer;

import java.io.IOException;

/** The node's key, or a file of what it knows of peers, is not what was written. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  DamagedFileException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  DamagedFileException(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What to do, in a sentence. */
  public String remedy() {
    return remedy;
  }
}
