package io.pinakes.datasets.home;

import java.io.IOException;

/** A home that cannot be opened or used. The message says which, why, and what to do. */
public sealed class HomeException extends IOException
    permits HomeFormatException, HomeLockedException, HomeMissingException, ReadOnlyHomeException {
  private static final long serialVersionUID = 1L;

  HomeException(String message) {
    super(message);
  }

  HomeException(String message, Throwable cause) {
    super(message, cause);
  }
}
