package io.pinakes.ipfs.fetch;

import java.io.IOException;

/** All sources of a fetch were given up on. */
public final class NoSourceException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says which there were, and why each was given up on. */
  public NoSourceException(String message) {
    super(message);
  }
}
