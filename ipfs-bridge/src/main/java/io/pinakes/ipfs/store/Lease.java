package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Blockstore;
import java.io.IOException;

/**
 * A running job's hold on blocks that nothing roots yet: what it wrote, and what it found already
 * there and built upon. From a block that is held, the collector also follows the links.
 *
 * <p>A lease lives in memory only. That is enough: garbage is collected only by the process that
 * has the store open for writing, so a job that dies with its process leaves nothing that could be
 * collected under its feet, and its successor asks for every block again. What a lease held when it
 * was closed is kept on to the end of a collection that runs at that time, so that the batch which
 * roots the blocks may be committed any time before {@link #close}.
 *
 * <p>While a collection sweeps, a block that it has condemned is <em>absent</em> here: {@code has}
 * is false, {@code get} is empty, and a batch that puts it again brings it back when it is
 * committed. So whatever was found under a lease stays, with everything that is there below it;
 * which is not all of it where a process died while it swept.
 */
public interface Lease extends AutoCloseable {
  /** The store's blocks; each one that is put, found or read through this is held. */
  Blockstore blocks();

  /** A batch whose blocks are held from the moment they are added. */
  Batch batch();

  /**
   * Holds a block that is expected to be there.
   *
   * @return whether it is there; if not, it is not held
   */
  boolean hold(Cid cid) throws IOException;

  /** Lets go of everything. */
  @Override
  void close();
}
