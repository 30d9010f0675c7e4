package io.pinakes.datasets;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.ipfs.blockstore.BlockReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/** Blocks that nobody gets any more once the work on them was cancelled. */
record StoppableBlocks(BlockReader blocks, Cancellation cancellation) implements BlockReader {
  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    check();
    return blocks.get(cid);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    check();
    return blocks.has(cid);
  }

  private void check() throws InterruptedIOException {
    if (cancellation.isCancelled()) {
      throw new InterruptedIOException("cancelled");
    }
  }
}
