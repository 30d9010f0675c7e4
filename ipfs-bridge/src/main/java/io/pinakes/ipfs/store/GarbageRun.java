package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * The store's side of one garbage collection: it knows what leases hold, and removes what nobody
 * does. The order of calls: {@link #takeHeld} and marking from there, as often as it is worth
 * while; {@link #condemn}; {@link #takeHeld} once more, for what came between; {@link #remove} in
 * batches; {@link #close}. Writers go on meanwhile, and cannot hold the collection up; what they
 * put or find after the run began is theirs to keep (see {@link Lease}).
 *
 * <p>The roots must be read <em>after</em> the run began: what was rooted before is found there,
 * and what is rooted later is held.
 */
public interface GarbageRun extends AutoCloseable {
  /**
   * Hands over every block that was held since the last call, at first all. It may be absent: then
   * it is about to be put, and must be kept when it appears. Some come more than once.
   */
  void takeHeld(Taker taker) throws IOException;

  /** Takes one block that is held. */
  @FunctionalInterface
  interface Taker {
    /** Takes it. */
    void take(Cid cid) throws IOException;
  }

  /**
   * Condemns all blocks but those to keep. From now on none of the others can be held, so that what
   * {@link #takeHeld} gives next is the last.
   *
   * @param kept asked by any thread from now on until the run is closed; it may still grow, by what
   *     was held before, until {@link #remove} is called
   */
  void condemn(Predicate<Multihash> kept);

  /**
   * Removes, in one batch, those of the blocks that are condemned and that nobody has put since.
   *
   * @return what went
   * @throws IllegalStateException if nothing was condemned, or something held was not taken
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
