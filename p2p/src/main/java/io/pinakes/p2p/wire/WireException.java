package io.pinakes.p2p.wire;

import io.pinakes.p2p.P2pException;

/** Bytes from a peer that are not the message they should be. */
public class WireException extends P2pException {
  private static final long serialVersionUID = 1L;

  /** Says what was malformed. */
  public WireException(String message) {
    super(message);
  }

  /** Says what was malformed, and what noticed it. */
  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
