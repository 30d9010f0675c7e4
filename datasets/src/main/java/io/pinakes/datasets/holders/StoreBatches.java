package io.pinakes.datasets.holders;

import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Writes that need not take effect together, in batches of a few megabytes. Nothing is certain to
 * be written before {@link #flush}.
 */
public final class StoreBatches {
  private static final int MAX_BYTES = 4 << 20;
  private static final int ENTRY_BYTES = 32;

  private final Supplier<Batch> source;
  private Batch batch;
  private long bytes;

  /** Takes batches from a store, or from a lease, whose blocks are then held. */
  public StoreBatches(Supplier<Batch> source) {
    this.source = source;
    this.batch = source.get();
  }

  /** Adds a block. */
  public void putBlock(Block block) throws IOException {
    batch.putBlock(block);
    count(block.size());
  }

  /** Sets a key. */
  public void put(Table table, byte[] key, byte[] value) throws IOException {
    batch.put(table, key, value);
    count(key.length + value.length);
  }

  /** Removes a key. */
  public void delete(Table table, byte[] key) throws IOException {
    batch.delete(table, key);
    count(key.length);
  }

  /** Removes the keys from {@code from} up to, without, {@code to}. */
  public void deleteRange(Table table, byte[] from, byte[] to) throws IOException {
    batch.deleteRange(table, from, to);
    count(from.length + to.length);
  }

  /** The batch that is being filled, for changes that come with a neighbour. */
  public Batch current(int addedBytes) throws IOException {
    count(addedBytes);
    return batch;
  }

  private void count(int added) throws IOException {
    bytes += added + ENTRY_BYTES;
    if (bytes >= MAX_BYTES) {
      flush();
    }
  }

  /** Writes what is left; a kill of the process does not take it any more. */
  public void flush() throws IOException {
    flush(Durability.BUFFERED);
  }

  /** Writes what is left. */
  public void flush(Durability durability) throws IOException {
    if (bytes > 0 || durability == Durability.SYNCED) {
      batch.commit(durability);
      batch = source.get();
      bytes = 0;
    }
  }
}
