package io.pinakes.ipfs.fetch;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.Blockstore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Blocks that are verified and wait to be written together; read as if they were written. */
final class Waiting implements BlockReader {
  private final Blockstore into;
  private final FetchLimits limits;
  private final Map<Multihash, Block> blocks = new TreeMap<>();
  private long bytes;

  Waiting(Blockstore into, FetchLimits limits) {
    this.into = into;
    this.limits = limits;
  }

  void add(Block block) throws IOException {
    if (blocks.put(block.cid().hash(), block) == null) {
      bytes += block.size();
    }
    if (bytes >= limits.batchBytes() || blocks.size() >= limits.batchBlocks()) {
      flush();
    }
  }

  void flush() throws IOException {
    if (!blocks.isEmpty()) {
      into.put(List.copyOf(blocks.values()));
      blocks.clear();
      bytes = 0;
    }
  }

  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    Block block = blocks.get(cid.hash());
    return block == null ? into.get(cid) : Optional.of(block.bytes());
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return blocks.containsKey(cid.hash()) || into.has(cid);
  }
}
