package io.pinakes.ipfs.store;

/** Keeps blocks and tables in memory; closing forgets them. */
public final class MemoryStore {
  private MemoryStore() {}

  /** An empty store without a quota. */
  public static Store create() {
    return create(StoreOptions.UNLIMITED);
  }

  /** An empty store whose blocks may take so many bytes. */
  public static Store create(long quotaBytes) {
    return new EngineStore(new MemoryEngine(), quotaBytes);
  }
}
