package io.pinakes.ipfs.store;

/** The store's native library cannot be unpacked or loaded. Nothing was opened. */
public final class StoreLibraryException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, and where. */
  public StoreLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
