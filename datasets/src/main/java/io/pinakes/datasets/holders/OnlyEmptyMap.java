package io.pinakes.datasets.holders;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.tree.SearchTree;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import java.io.IOException;
import java.util.Optional;

/** Blocks, and the map without documents whether or not it is among them. */
final class OnlyEmptyMap implements BlockReader {
  private static final Block EMPTY = SearchTree.empty(DocumentMap.SHAPE);

  /** The root of the map without documents. */
  static final Cid ROOT = EMPTY.cid();

  private final BlockReader blocks;

  OnlyEmptyMap(BlockReader blocks) {
    this.blocks = blocks;
  }

  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    return cid.equals(ROOT) ? Optional.of(EMPTY.bytes()) : blocks.get(cid);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return cid.equals(ROOT) || blocks.has(cid);
  }
}
