package io.pinakes.ipfs.visibility;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The set of public blocks, kept as counts of references: every public root counts one for itself,
 * every public block one for each block that it links to. A graph of hashes has no cycles, so a
 * count is zero exactly if no public root reaches the block.
 *
 * <p>Adding or withdrawing a root takes work in proportion to what changes, not to what is public;
 * it goes in batches, each of which leaves counts and queue in step, so that whoever is killed on
 * the way goes on with {@link #finish}. Until a withdrawal has returned, what it withdraws may
 * still count as public; until an addition has returned, what it adds may not yet.
 *
 * <p>Blocks that are not here yet (a dataset that is being pulled) are public in advance and wait:
 * {@link #finish} looks for them again.
 *
 * <p>A public root is a root of the garbage collection, too: withdraw it before its blocks go. If
 * blocks that were counted are gone when it is withdrawn, the set is built anew from the roots that
 * remain, and blocks count as private until they are reached again.
 *
 * <p>{@link #isPublic} may be asked by any thread. The lock lets one change of a store run at a
 * time, whoever makes it: counts and queues are the store's, and two who took up the same queue
 * would count its blocks twice.
 */
public final class Visibility {
  /** Blocks that one batch takes up; with their links, far under what a batch may hold. */
  private static final int STEP_BLOCKS = 256;

  /** Of each store that is in use: commands, jobs and publications each make their own of these. */
  private static final Map<Store, ReentrantLock> LOCKS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Store store;
  private final VisibilityTable table;
  private final ReentrantLock lock;

  /** The public blocks of that store; if it is writable, {@link #finish} what was begun. */
  public Visibility(Store store) {
    this.store = store;
    this.table = new VisibilityTable(store);
    this.lock = LOCKS.computeIfAbsent(store, one -> new ReentrantLock());
  }

  /**
   * Whether a block may be shown: whether its bytes are reachable from a public root, under any
   * codec.
   */
  public boolean isPublic(Cid cid) throws IOException {
    return table.isPublic(cid);
  }

  /** The public roots, sorted. */
  public List<Cid> roots() throws IOException {
    return table.roots();
  }

  /** Makes all public that is reachable from a root; one that is public already stays so. */
  public void addRoot(Cid root) throws IOException {
    lock.lock();
    try {
      if (!table.isRoot(root)) {
        CountStep step = new CountStep(store, table);
        step.addRoot(root);
        step.commit(Durability.SYNCED);
      }
      work();
    } finally {
      lock.unlock();
    }
  }

  /** Makes private what no other public root reaches; nothing happens if it is no public root. */
  public void removeRoot(Cid root) throws IOException {
    lock.lock();
    try {
      if (table.isRoot(root)) {
        CountStep step = new CountStep(store, table);
        step.removeRoot(root);
        step.commit(Durability.SYNCED);
      }
      work();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Goes on with what was interrupted, and with blocks that have come since.
   *
   * @return how many public blocks are still not here
   */
  public long finish() throws IOException {
    lock.lock();
    try {
      return work();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all counts and counts anew from the roots: what the doctor does if they are wrong. */
  public void rebuild() throws IOException {
    lock.lock();
    try {
      rebuildFromRoots();
      work();
    } finally {
      lock.unlock();
    }
  }

  private void rebuildFromRoots() throws IOException {
    Batch clearing = store.batch();
    table.clear(clearing);
    clearing.commit(Durability.BUFFERED);
    CountStep step = new CountStep(store, table);
    for (Cid root : table.roots()) {
      step.up(root);
    }
    step.commit(Durability.SYNCED);
  }

  /** Empties the queues, those that count down first; returns how many blocks are waited for. */
  private long work() throws IOException {
    while (true) {
      List<Cid> dying = table.queued(VisibilityTable.DYING, STEP_BLOCKS, Optional.empty());
      if (dying.isEmpty()) {
        break;
      }
      bury(dying);
    }
    Pass pass;
    do {
      pass = new Pass();
      pass.run();
    } while (pass.queuedFresh);
    return pass.absent;
  }

  private void bury(List<Cid> dying) throws IOException {
    CountStep step = new CountStep(store, table);
    for (Cid cid : dying) {
      if (step.isFull()) {
        break;
      }
      if (!step.bury(cid)) {
        // What it linked to is not known any more.
        rebuildFromRoots();
        return;
      }
    }
    step.commit(Durability.BUFFERED);
  }

  /** Once through the queue of blocks whose links are to be counted, which may queue more. */
  private final class Pass {
    private boolean queuedFresh;
    private long absent;

    void run() throws IOException {
      Optional<Cid> last = Optional.empty();
      while (true) {
        List<Cid> fresh = table.queued(VisibilityTable.FRESH, STEP_BLOCKS, last);
        if (fresh.isEmpty()) {
          return;
        }
        CountStep step = new CountStep(store, table);
        for (Cid cid : fresh) {
          if (step.isFull()) {
            break;
          }
          absent += step.expand(cid) ? 0 : 1;
          last = Optional.of(cid);
        }
        queuedFresh |= step.queuedFresh();
        step.commit(Durability.BUFFERED);
      }
    }
  }
}
