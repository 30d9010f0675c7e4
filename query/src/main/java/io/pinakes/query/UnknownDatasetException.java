package io.pinakes.query;

import java.io.IOException;

/** A dataset was asked for that is not here; the message names those that are. */
public final class UnknownDatasetException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what to do. */
  public UnknownDatasetException(String message) {
    super(message);
  }
}
