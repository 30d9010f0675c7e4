package io.pinakes.p2p.security;

import io.pinakes.p2p.P2pException;

/** The other side did not show who it is, or is not who it should be. */
public final class HandshakeException extends P2pException {
  private static final long serialVersionUID = 1L;

  /** Says which check failed. */
  public HandshakeException(String message) {
    super(message);
  }

  /** Says which check failed, and what noticed it. */
  public HandshakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
