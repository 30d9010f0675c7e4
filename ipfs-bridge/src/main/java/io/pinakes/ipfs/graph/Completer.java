package io.pinakes.ipfs.graph;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Blockstore;
import java.io.IOException;

/** Gets what is missing of something that is to be kept. */
@FunctionalInterface
public interface Completer {
  /** Has nobody to ask: what is not here stays missing. */
  Completer NONE = (root, into) -> {};

  /**
   * Gets all blocks below a root that are not there yet, as far as anybody has them.
   *
   * @param into where they are put
   * @throws IOException if nobody who was asked has one of them
   * @throws InterruptedException if the caller is interrupted
   */
  void complete(Cid root, Blockstore into) throws IOException, InterruptedException;
}
