package io.pinakes.ipfs.blockstore;

import io.pinakes.ipfs.scratch.Scratch;
import java.io.IOException;
import java.util.Collection;

/** Keeps blocks. */
public interface Blockstore extends BlockReader {
  /**
   * Keeps all of the blocks, or none if it throws. A block that is here already is left as it is.
   *
   * @throws IOException if they cannot be kept
   */
  void put(Collection<Block> blocks) throws IOException;

  /** Where those who go through many of its blocks remember them. */
  default Scratch scratch() {
    return Scratch.HEAP;
  }
}
