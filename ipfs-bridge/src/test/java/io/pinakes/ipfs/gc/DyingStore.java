package io.pinakes.ipfs.gc;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.GarbageRun;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreBlocks;
import io.pinakes.ipfs.store.StoreUpkeep;
import io.pinakes.ipfs.store.StoreUsage;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A store whose collection fails where a test says. */
record DyingStore(Store store, BooleanSupplier dies) implements Store, StoreUpkeep {
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
    return this;
  }

  @Override
  public boolean readOnly() {
    return store.readOnly();
  }

  @Override
  public StoreUsage usage() throws IOException {
    return store.upkeep().usage();
  }

  @Override
  public StoreUsage recount() throws IOException {
    return store.upkeep().recount();
  }

  @Override
  public List<String> verify() throws IOException {
    return store.upkeep().verify();
  }

  @Override
  public void reclaim() throws IOException {
    store.upkeep().reclaim();
  }

  @Override
  public void reclaimLeft() throws IOException {
    store.upkeep().reclaimLeft();
  }

  @Override
  public void erase() throws IOException {
    store.upkeep().erase();
  }

  @Override
  public long diskBytes() throws IOException {
    return store.upkeep().diskBytes();
  }

  @Override
  public GarbageRun collectGarbage() throws IOException {
    GarbageRun run = store.upkeep().collectGarbage();
    return new GarbageRun() {
      @Override
      public void takeHeld(Taker taker) throws IOException {
        run.takeHeld(taker);
      }

      @Override
      public void condemn(Predicate<Multihash> kept) {
        run.condemn(kept);
      }

      @Override
      public Removed remove(Collection<Multihash> hashes) throws IOException {
        if (dies.getAsBoolean()) {
          throw new IOException("the disk died");
        }
        return run.remove(hashes);
      }

      @Override
      public void close() {
        run.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
