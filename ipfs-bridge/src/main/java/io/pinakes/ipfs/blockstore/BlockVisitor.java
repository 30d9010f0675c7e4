package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;

/** Takes blocks one by one. */
@FunctionalInterface
public interface BlockVisitor {
  /**
   * Looks at one block; false ends the visit.
   *
   * @param cid version 1, with the codec that the block was first put under
   * @param size in bytes
   */
  boolean visit(Cid cid, long size) throws IOException;
}
