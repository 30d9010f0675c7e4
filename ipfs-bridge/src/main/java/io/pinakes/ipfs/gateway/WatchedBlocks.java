package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import java.io.IOException;
import java.util.Optional;

/**
 * Blocks, of which each that is read is shown to a watcher before it is handed out. What reads
 * through it decides which blocks an answer needs, and in which order.
 */
final class WatchedBlocks implements BlockReader {
  private final BlockReader blocks;
  private final Watcher watcher;

  /** Sees each block that was read. */
  @FunctionalInterface
  interface Watcher {
    void read(Cid cid, byte[] bytes) throws IOException;
  }

  WatchedBlocks(BlockReader blocks, Watcher watcher) {
    this.blocks = blocks;
    this.watcher = watcher;
  }

  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    Optional<byte[]> bytes = blocks.get(cid);
    if (bytes.isPresent()) {
      watcher.read(cid, bytes.get());
    }
    return bytes;
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return blocks.has(cid);
  }

  /** A block that has to be there. */
  byte[] need(Cid cid) throws IOException {
    return get(cid).orElseThrow(() -> new MissingBlockException(cid));
  }
}
