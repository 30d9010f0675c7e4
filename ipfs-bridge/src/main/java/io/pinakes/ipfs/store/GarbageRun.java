package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The store's side of one garbage collection: it knows what leases hold, and removes what nobody
 * does. The order of calls: {@link #takeHeld} until there is nothing new, {@link #condemn}, {@link
 * #remove} in batches, {@link #close}. Writers go on meanwhile; what they put or find after the run
 * began is theirs to keep (see {@link Lease}).
 *
 * <p>The roots must be read <em>after</em> the run began: what was rooted before is found there,
 * and what is rooted later is held.
 */
public interface GarbageRun extends AutoCloseable {
  /** Hands over every block that is held and was not handed over before; it may be absent. */
  void takeHeld(Consumer<Cid> taker);

  /**
   * Condemns all blocks but those to keep, if nothing is held that was not taken.
   *
   * @param kept asked by any thread from now on until the run is closed
   * @return false if there is more to take first
   */
  boolean condemn(Predicate<Multihash> kept);

  /**
   * Removes, in one batch, those of the blocks that are condemned and that nobody has put since.
   *
   * @return what went
   */
  Removed remove(Collection<Multihash> hashes) throws IOException;

  /** Ends the run; what was condemned and not removed is ordinary again. */
  @Override
  void close();

  /** How much was removed. */
  record Removed(long blocks, long bytes) {
    /** Nothing. */
    public static final Removed NOTHING = new Removed(0, 0);

    /** Both together. */
    public Removed plus(Removed other) {
      return new Removed(blocks + other.blocks, bytes + other.bytes);
    }
  }
}
