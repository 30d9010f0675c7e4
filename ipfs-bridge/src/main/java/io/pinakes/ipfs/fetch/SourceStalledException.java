package io.pinakes.ipfs.fetch;

import java.io.IOException;

/** A source that keeps others waiting. */
public final class SourceStalledException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says how slow it was. */
  public SourceStalledException(String message) {
    super(message);
  }
}
