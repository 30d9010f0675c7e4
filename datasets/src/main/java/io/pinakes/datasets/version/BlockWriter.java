package io.pinakes.datasets.version;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Blocks that are being made, under a lease: written in batches, readable at once. For one thread.
 */
public final class BlockWriter implements BlockReader, BlockSink {
  private static final int MAX_BYTES = 8 << 20;

  private final Store store;
  private final Lease lease;
  private final Map<Cid, byte[]> waiting = new TreeMap<>();
  private Batch batch;
  private long bytes;

  /** Writes into a store; the lease keeps what is written until something roots it. */
  public BlockWriter(Store store, Lease lease) {
    this.store = store;
    this.lease = lease;
    this.batch = lease.batch();
  }

  @Override
  public void put(Block block) throws IOException {
    if (waiting.putIfAbsent(block.cid(), block.bytes()) == null) {
      batch.putBlock(block);
      bytes += block.size();
      if (bytes >= MAX_BYTES) {
        flush();
      }
    }
  }

  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    byte[] fresh = waiting.get(cid);
    return fresh != null ? Optional.of(fresh) : store.blocks().get(cid);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return waiting.containsKey(cid) || store.blocks().has(cid);
  }

  /** Writes what waits. */
  public void flush() throws IOException {
    if (!waiting.isEmpty()) {
      batch.commit(Durability.BUFFERED);
      batch = lease.batch();
      waiting.clear();
      bytes = 0;
    }
  }
}
