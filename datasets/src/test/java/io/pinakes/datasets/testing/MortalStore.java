package io.pinakes.datasets.testing;

import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreBlocks;
import io.pinakes.ipfs.store.StoreUpkeep;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** A store whose process dies before one of its commits: from then on nothing is written. */
record MortalStore(Store store, AtomicLong commitsLeft) implements Store {
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
    return mortal(store.batch());
  }

  @Override
  public Lease lease() {
    return store.lease();
  }

  private Batch mortal(Batch batch) {
    return new Batch() {
      @Override
      public void putBlock(Block block) {
        batch.putBlock(block);
      }

      @Override
      public void put(Table table, byte[] key, byte[] value) {
        batch.put(table, key, value);
      }

      @Override
      public void delete(Table table, byte[] key) {
        batch.delete(table, key);
      }

      @Override
      public void deleteRange(Table table, byte[] from, byte[] to) {
        batch.deleteRange(table, from, to);
      }

      @Override
      public void commit(Durability durability) throws IOException {
        if (commitsLeft.getAndDecrement() <= 0) {
          throw new IOException("the process died");
        }
        batch.commit(durability);
      }
    };
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
  public void close() throws IOException {
    store.close();
  }
}
