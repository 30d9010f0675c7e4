package io.pinakes.datasets.testing;

import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreBlocks;
import io.pinakes.ipfs.store.StoreUpkeep;
import io.pinakes.ipfs.store.Table;

/** A store that closing does not lose: what files are to a store that has them. */
record LastingStore(Store store) implements Store {
  @Override
  public StoreBlocks blocks() {
    return store.blocks();
  }

  @Override
  public Table table(String name) {
    return store.table(name);
  }

  @Override
  public Batch batch() {
    return store.batch();
  }

  @Override
  public Lease lease() {
    return store.lease();
  }

  @Override
  public StoreUpkeep upkeep() {
    return store.upkeep();
  }

  @Override
  public boolean readOnly() {
    return store.readOnly();
  }

  @Override
  public void close() {}
}
