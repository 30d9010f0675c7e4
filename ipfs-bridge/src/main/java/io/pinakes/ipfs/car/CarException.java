package io.pinakes.ipfs.car;

import java.io.IOException;

/** An archive that is malformed, cut short or beyond {@link CarOptions}. */
public final class CarException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, with the offending value in brackets. */
  public CarException(String message) {
    super(message);
  }

  /** Says what is wrong, and what noticed it. */
  public CarException(String message, Throwable cause) {
    super(message, cause);
  }
}
