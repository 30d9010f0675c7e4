package io.pinakes.ipfs.store;

/** The store was opened for reading, or lies where nothing can be written. */
public final class StoreReadOnlyException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, and what to do. */
  public StoreReadOnlyException(String message) {
    super(message);
  }

  /** Says what is wrong, what to do, and what noticed it. */
  public StoreReadOnlyException(String message, Throwable cause) {
    super(message, cause);
  }
}
