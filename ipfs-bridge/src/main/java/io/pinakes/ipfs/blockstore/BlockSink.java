package io.pinakes.ipfs.blockstore;

import java.io.IOException;

/** Takes blocks one by one, children before the parents that link to them. */
@FunctionalInterface
public interface BlockSink {
  /**
   * Takes one block.
   *
   * @throws IOException if it cannot be kept
   */
  void put(Block block) throws IOException;
}
