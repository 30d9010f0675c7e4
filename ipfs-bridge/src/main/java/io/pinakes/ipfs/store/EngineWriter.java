package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changes blocks, one change at a time. The lock guards the accounts, and makes "is
 * it here?" and the write that follows one step; the lease book's own lock is taken inside of it,
 * never around it.
 */
final class EngineWriter {
  static final String BLOCKS = "blocks";
  static final String ROWS = "rows";
  private static final String ACCOUNTS = "accounts";
  private static final byte[] USAGE = "usage".getBytes(StandardCharsets.US_ASCII);

  private final Engine engine;

  private final LeaseBook leases;
  private final long quotaBytes;
  private final ReentrantLock lock = new ReentrantLock();

  /** What the engine holds under {@link #USAGE}; null if a failed write leaves it open. */
  private @Nullable Accounts known;

  EngineWriter(Engine engine, LeaseBook leases, long quotaBytes) {
    this.engine = engine;
    this.leases = leases;
    this.quotaBytes = quotaBytes;
  }

  /** Writes the blocks that are not here yet, and the changes, in one batch. */
  void commit(
      Collection<Block> blocks,
      List<Change> changes,
      Optional<HeldBlocks> held,
      Durability durability)
      throws IOException {
    requireWritable();
    lock.lock();
    try {
      // Under the lock, so that a run that begins later finds whatever this batch roots.
      for (Block block : blocks) {
        leases.holdPut(held.orElse(null), block.cid());
      }
      List<Block> fresh = absent(blocks);
      long bytes = fresh.stream().mapToLong(Block::size).sum();
      Accounts before = accounts();
      if (bytes > 0 && bytes > quotaBytes - before.bytes()) {
        throw new QuotaExceededException(before.bytes(), bytes, quotaBytes);
      }
      List<Change> all = new ArrayList<>(changes);
      fresh.forEach(block -> addTo(all, block));
      write(all, fresh.isEmpty() ? before : before.plus(fresh.size(), bytes), durability);
      leases.rescue(blocks);
    } finally {
      lock.unlock();
    }
  }

  /** Writes a block whether it is here or not. */
  void replace(Block block) throws IOException {
    requireWritable();
    lock.lock();
    try {
      leases.holdPut(null, block.cid());
      Accounts before = accounts();
      Optional<byte[]> row = row(block.cid().hash());
      Accounts less =
          row.isEmpty() ? before : before.minus(1, BlockRow.parse(engine.name(), row.get()).size());
      if (block.size() > quotaBytes - less.bytes()) {
        throw new QuotaExceededException(less.bytes(), block.size(), quotaBytes);
      }
      List<Change> all = new ArrayList<>();
      addTo(all, block);
      write(all, less.plus(1, block.size()), Durability.SYNCED);
      leases.rescue(List.of(block));
    } finally {
      lock.unlock();
    }
  }

  /** Removes what no lease holds. */
  GarbageRun.Removed removeFree(Collection<Multihash> hashes) throws IOException {
    requireWritable();
    lock.lock();
    try {
      return remove(leases.doom(hashes));
    } finally {
      leases.spare();
      lock.unlock();
    }
  }

  /** Removes what a garbage collection has condemned. */
  GarbageRun.Removed removeCondemned(LeaseBook.Run run, Collection<Multihash> hashes)
      throws IOException {
    lock.lock();
    try {
      return remove(leases.condemned(run, hashes));
    } finally {
      lock.unlock();
    }
  }

  /** Begins a run when no other one is under way; those who write do not wait for that. */
  LeaseBook.Run beginRun() throws IOException {
    requireWritable();
    while (true) {
      Optional<LeaseBook.Run> begun = tryBeginRun();
      if (begun.isPresent()) {
        return begun.get();
      }
      try {
        leases.awaitEndOfRun();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException stopped =
            new InterruptedIOException("interrupted while another garbage collection ran");
        stopped.initCause(e);
        throw stopped;
      }
    }
  }

  private Optional<LeaseBook.Run> tryBeginRun() {
    lock.lock();
    try {
      return leases.beginRun();
    } finally {
      lock.unlock();
    }
  }

  StoreUsage usage() throws IOException {
    lock.lock();
    try {
      // A reader's store is written by another process: ask it anew.
      Accounts accounts = engine.readOnly() ? readAccounts() : accounts();
      return new StoreUsage(accounts.blocks(), accounts.bytes(), quotaBytes);
    } finally {
      lock.unlock();
    }
  }

  StoreUsage recount() throws IOException {
    lock.lock();
    try {
      long[] counted = new long[2];
      engine.scan(
          ROWS,
          new byte[0],
          (key, row) -> {
            counted[0]++;
            counted[1] += BlockRow.parse(engine.name(), row).size();
            return true;
          });
      Accounts counts = new Accounts(counted[0], counted[1]);
      if (!engine.readOnly()) {
        known = null;
        engine.write(List.of(Change.put(ACCOUNTS, USAGE, counts.toBytes())), Durability.SYNCED);
        known = counts;
      }
      return new StoreUsage(counts.blocks(), counts.bytes(), quotaBytes);
    } finally {
      lock.unlock();
    }
  }

  private GarbageRun.Removed remove(List<Multihash> hashes) throws IOException {
    List<byte[]> keys = hashes.stream().distinct().map(Multihash::toBytes).toList();
    List<Optional<byte[]>> rows = engine.getAll(ROWS, keys);
    List<Change> all = new ArrayList<>();
    GarbageRun.Removed removed = GarbageRun.Removed.NOTHING;
    for (int i = 0; i < keys.size(); i++) {
      if (rows.get(i).isPresent()) {
        BlockRow row = BlockRow.parse(engine.name(), rows.get(i).get());
        removed = removed.plus(new GarbageRun.Removed(1, row.size()));
        all.add(Change.delete(BLOCKS, keys.get(i)));
        all.add(Change.delete(ROWS, keys.get(i)));
      }
    }
    if (!all.isEmpty()) {
      write(all, accounts().minus(removed.blocks(), removed.bytes()), Durability.BUFFERED);
    }
    return removed;
  }

  private List<Block> absent(Collection<Block> blocks) throws IOException {
    List<byte[]> keys = blocks.stream().map(block -> block.cid().hash().toBytes()).toList();
    List<Optional<byte[]>> rows = engine.getAll(ROWS, keys);
    List<Block> absent = new ArrayList<>();
    int i = 0;
    for (Block block : blocks) {
      if (rows.get(i++).isEmpty()) {
        absent.add(block);
      }
    }
    return absent;
  }

  private void write(List<Change> changes, Accounts after, Durability durability)
      throws IOException {
    if (!after.equals(known)) {
      changes.add(Change.put(ACCOUNTS, USAGE, after.toBytes()));
    }
    known = null;
    engine.write(changes, durability);
    known = after;
  }

  private static void addTo(List<Change> changes, Block block) {
    byte[] key = block.cid().hash().toBytes();
    changes.add(Change.put(BLOCKS, key, block.bytes()));
    changes.add(Change.put(ROWS, key, BlockRow.of(block).toBytes()));
  }

  private Optional<byte[]> row(Multihash hash) throws IOException {
    return engine.getAll(ROWS, List.of(hash.toBytes())).getFirst();
  }

  private Accounts accounts() throws IOException {
    if (known == null) {
      known = readAccounts();
    }
    return known;
  }

  private Accounts readAccounts() throws IOException {
    Optional<byte[]> value = engine.getAll(ACCOUNTS, List.of(USAGE)).getFirst();
    return value.isPresent() ? Accounts.parse(engine.name(), value.get()) : Accounts.EMPTY;
  }

  private void requireWritable() throws StoreReadOnlyException {
    if (engine.readOnly()) {
      throw new StoreReadOnlyException("store [" + engine.name() + "] was opened for reading");
    }
  }
}
