package io.pinakes.query.blocks;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.io.IOException;
import java.util.Optional;

/** What is said of how many bytes there are below a root, for showing the time left. */
final class BlockTotals {
  private BlockTotals() {}

  /** The bytes that the root of a file or folder says are below it; 0 if it says nothing. */
  static long of(Cid root, BlockReader blocks) throws IOException {
    Optional<byte[]> block =
        root.codec() == Multicodec.DAG_PB ? blocks.get(root) : Optional.empty();
    if (block.isEmpty()) {
      return 0;
    }
    PbNode node = PbNode.decode(block.get());
    long total = block.get().length;
    for (PbLink link : node.links()) {
      total += Math.max(0, link.tsize().orElse(0));
    }
    return Math.max(0, total);
  }
}
