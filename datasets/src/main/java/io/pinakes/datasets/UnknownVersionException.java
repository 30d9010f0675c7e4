package io.pinakes.datasets;

import java.io.IOException;

/** There is no such version of a dataset here, or none that is kept; the message says what is. */
public final class UnknownVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  UnknownVersionException(String message) {
    super(message);
  }
}
