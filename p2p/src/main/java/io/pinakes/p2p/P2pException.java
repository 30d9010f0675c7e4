package io.pinakes.p2p;

import java.io.IOException;

/**
 * A peer or a limit in the way: what goes wrong between two hosts and is nobody's mistake here.
 * Messages name the peer, protocol or resource in brackets.
 */
public class P2pException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what went wrong. */
  public P2pException(String message) {
    super(message);
  }

  /** Says what went wrong, and what noticed it. */
  public P2pException(String message, Throwable cause) {
    super(message, cause);
  }
}
