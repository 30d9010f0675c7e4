package io.pinakes.ipfs.store;

/** Files of the store are missing or do not hold what was written into them. */
public class StoreDamagedException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, and what to do. */
  public StoreDamagedException(String message) {
    super(message);
  }

  /** Says what is wrong, what to do, and what noticed it. */
  public StoreDamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
