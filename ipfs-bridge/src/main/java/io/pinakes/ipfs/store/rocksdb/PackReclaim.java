package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.Change;
import io.pinakes.ipfs.store.StoreDamagedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the room of deleted large blocks back: a pack that nobody points into is deleted; of one
 * with enough garbage the rest is moved behind the last pack first. Writers wait for the move of
 * some megabytes at most.
 */
final class PackReclaim {
  private static final Logger LOG = LoggerFactory.getLogger(PackReclaim.class);

  /** What is moved under the lock at once. */
  private static final long MOVED_BYTES = 4 << 20;

  /**
   * How many packs are moved before any is deleted: so much room it takes beyond what it gives
   * back.
   */
  private static final int PACKS = 8;

  private final String store;
  private final RocksSession session;
  private final Packs packs;
  private final ReentrantLock writing;

  /**
   * For one run.
   *
   * @param writing held by whoever writes to the packs and their rows
   */
  PackReclaim(String store, RocksSession session, Packs packs, ReentrantLock writing) {
    this.store = store;
    this.session = session;
    this.packs = packs;
    this.writing = writing;
  }

  /**
   * Runs it.
   *
   * @param worth the share of garbage from which on a pack's blocks are moved
   */
  void run(double worth) throws IOException, RocksDBException {
    Map<Long, Path> files = files();
    Map<Long, Long> live = new HashMap<>();
    PackedBlocks.scan(
        session,
        (key, pointer) ->
            live.merge(pointer.pack(), PackFile.recordBytes(key, pointer.length()), Long::sum));
    List<Long> free = new ArrayList<>();
    List<Long> poor = new ArrayList<>();
    for (Map.Entry<Long, Path> file : files.entrySet()) {
      long bytes = RocksFolder.sizeOrNothing(file.getValue());
      long garbage = bytes - live.getOrDefault(file.getKey(), 0L);
      if (!live.containsKey(file.getKey())) {
        free.add(file.getKey());
      } else if (garbage > 0 && garbage >= bytes * worth) {
        poor.add(file.getKey());
      }
    }
    delete(free);
    for (int from = 0; from < poor.size(); from += PACKS) {
      delete(moved(poor.subList(from, Math.min(poor.size(), from + PACKS))));
    }
  }

  private void delete(Collection<Long> free) throws IOException, RocksDBException {
    // A row that is not on the disk yet would be there again, and its block gone.
    session.db().syncWal();
    packs.delete(free);
  }

  /** The packs that nothing is appended to any more. */
  private Map<Long, Path> files() throws IOException {
    writing.lock();
    try {
      packs.roll();
      return packs.files();
    } finally {
      writing.unlock();
    }
  }

  /** Moves what is in use of packs; those that are free then. */
  private Set<Long> moved(List<Long> moving) throws IOException, RocksDBException {
    Set<Long> free = new HashSet<>(moving);
    List<byte[]> keys = new ArrayList<>();
    PackedBlocks.scan(
        session,
        (key, pointer) -> {
          if (moving.contains(pointer.pack())) {
            keys.add(key);
          }
        });
    for (int from = 0; from < keys.size(); ) {
      from = move(keys, from, free);
    }
    return free;
  }

  /** Moves the first of what is left; the index of the next. */
  private int move(List<byte[]> keys, int from, Set<Long> moving)
      throws IOException, RocksDBException {
    writing.lock();
    try {
      List<Change> entries = new ArrayList<>();
      long bytes = 0;
      int next = from;
      for (; next < keys.size() && bytes < MOVED_BYTES; next++) {
        Optional<PackPointer> pointer = PackedBlocks.pointer(session, keys.get(next));
        // Deleted, or written again, since the keys were gathered; or its pack has to stay.
        if (pointer.isPresent() && moving.contains(pointer.get().pack())) {
          Optional<byte[]> value = read(pointer.get(), moving);
          if (value.isPresent()) {
            entries.add(Change.put(PackedBlocks.BLOCKS, keys.get(next), value.get()));
            bytes += value.get().length;
          }
        }
      }
      List<PackPointer> pointers = packs.append(entries);
      List<Change> rows = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        byte[] key = entries.get(i).key();
        rows.add(Change.put(PackedBlocks.SPACE, key, pointers.get(i).toBytes()));
      }
      RocksBatch.write(store, session, rows, false);
      return next;
    } finally {
      writing.unlock();
    }
  }

  /** A damaged block keeps its pack: whoever repairs the store may want to look into it. */
  private Optional<byte[]> read(PackPointer pointer, Set<Long> moving) throws IOException {
    try {
      return Optional.of(packs.read(pointer));
    } catch (StoreDamagedException e) {
      LOG.warn("the room of a pack cannot be given back: {}", e.getMessage());
      moving.remove(pointer.pack());
      return Optional.empty();
    }
  }
}
