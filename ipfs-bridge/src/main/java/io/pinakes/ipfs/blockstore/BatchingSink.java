package io.pinakes.ipfs.blockstore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands blocks on to a block store in batches of some megabytes, since a store pays for each batch.
 * Whoever is done calls {@link #flush}; what was not flushed is lost.
 */
public final class BatchingSink implements BlockSink {
  /** When a batch is handed on, in bytes: far under what a batch may hold, far over its cost. */
  private static final long BATCH_BYTES = 4 << 20;

  /** The most blocks of a batch, for those that are tiny. */
  private static final int BATCH_BLOCKS = 4096;

  private final Blockstore blocks;
  private final List<Block> waiting = new ArrayList<>();
  private long waitingBytes;

  /** Hands on to that store. */
  public BatchingSink(Blockstore blocks) {
    this.blocks = blocks;
  }

  @Override
  public void put(Block block) throws IOException {
    waiting.add(block);
    waitingBytes += block.size();
    if (waitingBytes >= BATCH_BYTES || waiting.size() >= BATCH_BLOCKS) {
      flush();
    }
  }

  /** Hands on what waits. */
  public void flush() throws IOException {
    blocks.put(List.copyOf(waiting));
    waiting.clear();
    waitingBytes = 0;
  }
}
