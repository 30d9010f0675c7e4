package io.pinakes.ipfs.store;

/** The store was closed before the call, or while it ran. */
public final class StoreClosedException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Names the store. */
  public StoreClosedException(String store) {
    super("store [" + store + "] is closed");
  }
}
