package io.pinakes.ipfs.store;

class MemoryStoreTest extends LeaseContract {
  private final Store store = MemoryStore.create(QUOTA_BYTES);

  @Override
  protected Store store() {
    return store;
  }
}
