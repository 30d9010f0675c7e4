package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.scratch.MarkedSet;
import io.pinakes.ipfs.scratch.Scratch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which blocks, and what a garbage collection has condemned. One lock guards all of it,
 * for memory only: no I/O runs under it but that of scratch, which is mapped.
 *
 * <p>A run has two phases. While it <em>marks</em>, every new hold is queued for it to mark from.
 * From {@link #condemn} on it <em>sweeps</em>: a hold on a block that is not kept fails, and a
 * committed put of one rescues it. Both phases remember the holds of leases that close meanwhile.
 */
final class LeaseBook {
  private final ReentrantLock lock = new ReentrantLock();

  /** Of a run. */
  private final Condition ended = lock.newCondition();

  private final Scratch scratch;
  private final List<HeldBlocks> leases = new ArrayList<>();
  private final Set<Multihash> doomed = new HashSet<>();
  private @Nullable Run run;

  /** What one garbage collection knows. */
  static final class Run {
    final MarkedSet rescued;
    HeldBlocks untaken;
    @Nullable Predicate<Multihash> kept;

    Run(Scratch scratch) {
      rescued = new MarkedSet(scratch);
      untaken = new HeldBlocks(scratch);
    }

    boolean condemned(Multihash hash) {
      return kept != null && !kept.test(hash) && !rescued.contains(hash);
    }
  }

  LeaseBook(Scratch scratch) {
    this.scratch = scratch;
  }

  HeldBlocks open() {
    HeldBlocks held = new HeldBlocks(scratch);
    lock.lock();
    try {
      leases.add(held);
      return held;
    } finally {
      lock.unlock();
    }
  }

  void close(HeldBlocks held) {
    lock.lock();
    try {
      leases.removeIf(each -> each == held);
      held.close();
    } finally {
      lock.unlock();
    }
  }

  /** Holds a block that may be there; false if it is condemned, and so as good as gone. */
  boolean holdFound(HeldBlocks held, Cid cid) {
    lock.lock();
    try {
      if (doomed.contains(cid.hash()) || run != null && run.condemned(cid.hash())) {
        return false;
      }
      if (held.add(cid) && run != null && run.kept == null) {
        run.untaken.add(cid);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Holds a block that is about to be put, for the lease if there is one, and for a run that marks.
   * It is queued even if the lease held it before: the run may have looked for it in vain. A run
   * that sweeps does not hear of it before it {@linkplain #rescue is there}.
   */
  void holdPut(@Nullable HeldBlocks held, Cid cid) {
    lock.lock();
    try {
      if (held != null) {
        held.add(cid);
      }
      if (run != null && run.kept == null) {
        run.untaken.add(cid);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps blocks that have been put from the run that sweeps; the caller has kept removals out
   * since it put them. Not any earlier: others would find what is about to go, and build upon it,
   * while what it links to is gone already and not back yet.
   */
  void rescue(Collection<Block> put) {
    lock.lock();
    try {
      for (Block block : put) {
        if (run != null && run.condemned(block.cid().hash())) {
          run.rescued.add(block.cid());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins a run; empty if one is under way. */
  Optional<Run> beginRun() {
    lock.lock();
    try {
      if (run != null) {
        return Optional.empty();
      }
      Run begun = new Run(scratch);
      leases.forEach(begun.untaken::addAll);
      run = begun;
      return Optional.of(begun);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no run is under way; another may begin at once. */
  void awaitEndOfRun() throws InterruptedException {
    lock.lock();
    try {
      while (run != null) {
        ended.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Hands over what is queued now; what is queued meanwhile is left for the next time. */
  void takeHeld(Run mine, HeldBlocks.Taker taker) throws IOException {
    HeldBlocks taken;
    lock.lock();
    try {
      Run current = current(mine);
      taken = current.untaken;
      current.untaken = new HeldBlocks(scratch);
    } finally {
      lock.unlock();
    }
    try (taken) {
      taken.forEach(taker);
    }
  }

  void condemn(Run mine, Predicate<Multihash> kept) {
    lock.lock();
    try {
      current(mine).kept = kept;
    } finally {
      lock.unlock();
    }
  }

  /** Those that a run may remove now; the caller keeps puts out until it has done so. */
  List<Multihash> condemned(Run mine, Collection<Multihash> hashes) {
    lock.lock();
    try {
      Run current = current(mine);
      if (current.kept == null || !current.untaken.isEmpty()) {
        throw new IllegalStateException("nothing is condemned yet, or what is held was not taken");
      }
      return hashes.stream().filter(current::condemned).toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Picks the blocks that no lease holds, and lets none be held until {@link #spare}: the caller
   * removes them between the two.
   */
  List<Multihash> doom(Collection<Multihash> hashes) {
    lock.lock();
    try {
      List<Multihash> free =
          hashes.stream()
              .filter(hash -> leases.stream().noneMatch(lease -> lease.holds(hash)))
              .toList();
      doomed.addAll(free);
      return free;
    } finally {
      lock.unlock();
    }
  }

  void spare() {
    lock.lock();
    try {
      doomed.clear();
    } finally {
      lock.unlock();
    }
  }

  void endRun(Run mine) {
    lock.lock();
    try {
      if (run == mine) {
        run = null;
        ended.signalAll();
        mine.untaken.close();
        mine.rescued.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private Run current(Run mine) {
    if (run != mine) {
      throw new IllegalStateException("the garbage collection was closed");
    }
    return mine;
  }
}
