package io.pinakes.ipfs.store;

/** Another writer has the store open. */
public final class StoreLockedException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, and what to do. */
  public StoreLockedException(String message) {
    super(message);
  }

  /** Says what is wrong, what to do, and what noticed it. */
  public StoreLockedException(String message, Throwable cause) {
    super(message, cause);
  }
}
