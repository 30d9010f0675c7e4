package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.Blockstore;
import io.pinakes.ipfs.fetch.Follow;
import io.pinakes.ipfs.fetch.Remote;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;

/** Blocks that are fetched when they are asked for: for the few that say where the others are. */
record FetchingBlocks(Blockstore into, Remote remote) implements BlockReader {
  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    if (!into.has(cid)) {
      try {
        remote.fetch(List.of(cid), Follow.NONE, into);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException stopped = new InterruptedIOException("interrupted");
        stopped.initCause(e);
        throw stopped;
      }
    }
    return into.get(cid);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return into.has(cid);
  }
}
