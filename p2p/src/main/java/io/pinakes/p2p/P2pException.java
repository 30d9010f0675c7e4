package io.pinakes.p2p;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

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

  /** What went wrong, in words, also where the failure itself has none. */
  public static String reasonOf(Throwable failure) {
    if (failure.getMessage() != null) {
      return failure.getMessage();
    }
    return failure instanceof ClosedChannelException
        ? "the connection was closed here"
        : failure.getClass().getSimpleName();
  }
}
