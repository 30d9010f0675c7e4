package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.util.Collection;
import java.util.OptionalLong;

/** What a block store knows of its blocks beside their bytes, and how they leave it. */
public interface BlockInventory {
  /** A block's length in bytes, without reading the block; empty if it is not here. */
  OptionalLong size(Cid cid) throws IOException;

  /**
   * Visits every block, sorted by multihash, without reading it. A store that fails on the way
   * throws: a visit that returns has shown them all, or as many as the visitor wanted.
   */
  void list(BlockVisitor visitor) throws IOException;

  /**
   * Removes blocks, all or none, but for those that a lease holds; names that are not here are
   * passed over.
   *
   * @return how many bytes of blocks went
   */
  long delete(Collection<Cid> cids) throws IOException;

  /** Keeps a block in place of whatever is here under its name: the way to mend a damaged one. */
  void replace(Block block) throws IOException;
}
