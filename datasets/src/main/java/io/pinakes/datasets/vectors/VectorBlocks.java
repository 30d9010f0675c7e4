package io.pinakes.datasets.vectors;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.ipfs.blockstore.BlockReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Blocks of vectors as they are read, the last few kept: rows that are asked for one after the
 * other often lie in one block. Each may take 2 MiB here. Any thread may call.
 */
public final class VectorBlocks {
  private static final int KEPT = 32;

  private final BlockReader blocks;

  /** Guarded by itself; never held while a block is read. */
  private final Map<Cid, Vectors> kept =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Cid, Vectors> eldest) {
          return size() > KEPT;
        }
      };

  /** Reads through this. */
  public VectorBlocks(BlockReader blocks) {
    this.blocks = blocks;
  }

  /** A block of vectors; empty if it is not here. */
  public Optional<Vectors> get(Cid cid) throws IOException {
    synchronized (kept) {
      Vectors known = kept.get(cid);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<byte[]> bytes = blocks.get(cid);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    Vectors read = Vectors.decode(bytes.get());
    synchronized (kept) {
      kept.put(cid, read);
    }
    return Optional.of(read);
  }
}
