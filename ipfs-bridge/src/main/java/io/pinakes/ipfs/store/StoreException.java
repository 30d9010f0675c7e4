package io.pinakes.ipfs.store;

import java.io.IOException;

/**
 * A store that cannot be opened, read or written. The message names the store and says what to do;
 * the subclasses are for callers who do different things.
 */
public class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, and what to do. */
  public StoreException(String message) {
    super(message);
  }

  /** Says what is wrong, what to do, and what noticed it. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
