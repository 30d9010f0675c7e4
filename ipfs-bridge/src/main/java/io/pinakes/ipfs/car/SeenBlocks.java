package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.scratch.MarkedSet;
import io.pinakes.ipfs.scratch.Scratch;

/**
 * The blocks that a walk has met. It holds so many and no more; later ones are not remembered, so
 * that they may be met again, which costs time or bytes, and never room.
 */
public final class SeenBlocks implements AutoCloseable {
  private final int limit;
  private final MarkedSet seen;

  /** Remembers up to that many, at 20 to 40 bytes of scratch each. */
  public SeenBlocks(int limit, Scratch scratch) {
    this.limit = limit;
    this.seen = new MarkedSet(scratch);
  }

  /** Whether the block is new, as far as is remembered. */
  public boolean add(Cid cid) {
    return seen.size() < limit ? seen.add(cid) : !seen.contains(cid);
  }

  @Override
  public void close() {
    seen.close();
  }
}
