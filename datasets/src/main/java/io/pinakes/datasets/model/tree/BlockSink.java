package io.pinakes.datasets.model.tree;

import io.pinakes.ipfs.blockstore.Block;
import java.io.IOException;

/** Where the blocks of something that is being made go, children before parents. */
@FunctionalInterface
public interface BlockSink {
  /**
   * Takes a block; it is readable by whoever makes the next one when this returns.
   *
   * @throws IOException if it cannot be kept
   */
  void put(Block block) throws IOException;
}
