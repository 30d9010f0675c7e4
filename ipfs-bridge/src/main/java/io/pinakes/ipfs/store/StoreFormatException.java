package io.pinakes.ipfs.store;

/** The store was written by a newer version, or is none. */
public final class StoreFormatException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, and what to do. */
  public StoreFormatException(String message) {
    super(message);
  }

  /** Says what is wrong, what to do, and what noticed it. */
  public StoreFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
