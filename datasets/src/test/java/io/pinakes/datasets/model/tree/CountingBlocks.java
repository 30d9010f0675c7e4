package io.pinakes.datasets.model.tree;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import java.util.List;
import java.util.Optional;

/** Blocks in memory, with the number of reads and writes. */
public final class CountingBlocks implements BlockReader, BlockSink {
  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private int reads;
  private int writes;
  private int largest;

  @Override
  public Optional<byte[]> get(Cid cid) {
    reads++;
    return blocks.get(cid);
  }

  @Override
  public boolean has(Cid cid) {
    return blocks.has(cid);
  }

  @Override
  public void put(Block block) {
    writes++;
    largest = Math.max(largest, block.size());
    blocks.put(List.of(block));
  }

  /** Reads since the last call. */
  public int takeReads() {
    int taken = reads;
    reads = 0;
    return taken;
  }

  /** Writes since the last call. */
  public int takeWrites() {
    int taken = writes;
    writes = 0;
    return taken;
  }

  /** The largest block that was ever put, in bytes. */
  public int largest() {
    return largest;
  }
}
