package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds blocks by name.
 *
 * <p>Every implementation: finds a block by its multihash, under whatever CID version and codec it
 * was put; answers an identity CID, which holds its own bytes, without having been given it; may be
 * called by many threads.
 */
public interface BlockReader {
  /**
   * The block's bytes, not to be written to; empty if it is not here.
   *
   * @throws IOException if it cannot be read
   */
  Optional<byte[]> get(Cid cid) throws IOException;

  /**
   * Whether {@link #get} would find it.
   *
   * @throws IOException if that cannot be told
   */
  boolean has(Cid cid) throws IOException;
}
