package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers changes for {@link EngineWriter#commit}. */
final class EngineBatch implements Batch {
  private final EngineWriter writer;
  private final LeaseBook leases;
  private final Optional<HeldBlocks> held;
  private final Map<Multihash, Block> blocks = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private long bytes;
  private boolean committed;

  EngineBatch(EngineWriter writer, LeaseBook leases, Optional<HeldBlocks> held) {
    this.writer = writer;
    this.leases = leases;
    this.held = held;
  }

  @Override
  public void putBlock(Block block) {
    if (block.size() > StoreLimits.MAX_BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "block [" + block.cid() + "] of [" + block.size() + "] bytes is too long");
    }
    Multihash hash = block.cid().hash();
    if (hash.code() == Multihash.IDENTITY) {
      return;
    }
    held.ifPresent(lease -> leases.holdPut(lease, block.cid()));
    if (!blocks.containsKey(hash)) {
      grow(block.size() + hash.digestLength());
      blocks.put(hash, block);
    }
  }

  @Override
  public void put(Table table, byte[] key, byte[] value) {
    if (value.length > StoreLimits.MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "value of [" + value.length + "] bytes for table [" + table.name() + "] is too long");
    }
    change(Change.put(EngineTable.space(table), bounded(table, key), value.clone()));
  }

  @Override
  public void delete(Table table, byte[] key) {
    change(Change.delete(EngineTable.space(table), bounded(table, key)));
  }

  @Override
  public void deleteRange(Table table, byte[] from, byte[] to) {
    if (Arrays.compareUnsigned(from, to) < 0) {
      change(
          Change.deleteRange(EngineTable.space(table), bounded(table, from), bounded(table, to)));
    }
  }

  @Override
  public void commit(Durability durability) throws IOException {
    requireOpen();
    writer.commit(blocks.values(), changes, held, durability);
    committed = true;
  }

  private void change(Change change) {
    grow(change.bytes());
    changes.add(change);
  }

  private static byte[] bounded(Table table, byte[] key) {
    if (key.length > StoreLimits.MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "key of [" + key.length + "] bytes for table [" + table.name() + "] is too long");
    }
    return key.clone();
  }

  private void grow(long more) {
    requireOpen();
    if (more > StoreLimits.MAX_BATCH_BYTES - bytes) {
      throw new IllegalStateException(
          "batch of [" + bytes + "] bytes has no room for [" + more + "] more: commit it first");
    }
    bytes += more;
  }

  private void requireOpen() {
    if (committed) {
      throw new IllegalStateException("the batch was committed");
    }
  }
}
