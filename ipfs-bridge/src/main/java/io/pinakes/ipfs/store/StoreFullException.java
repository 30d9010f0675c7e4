package io.pinakes.ipfs.store;

/**
 * The disk is full: nothing of the batch was acknowledged, and the store goes on when there is
 * room.
 */
public final class StoreFullException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, and what to do. */
  public StoreFullException(String message) {
    super(message);
  }

  /** Says what is wrong, what to do, and what noticed it. */
  public StoreFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
