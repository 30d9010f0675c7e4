package io.pinakes.ipfs.ipns;

import java.io.IOException;

/** A record that is malformed, or does not hold for its name or for this time. */
public final class IpnsException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, with the offending value in brackets. */
  public IpnsException(String message) {
    super(message);
  }

  /** Says what is wrong, and what noticed it. */
  public IpnsException(String message, Throwable cause) {
    super(message, cause);
  }
}
