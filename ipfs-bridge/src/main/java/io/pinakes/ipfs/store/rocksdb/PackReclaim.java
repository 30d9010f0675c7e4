package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.Change;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** Of how many packs the keys are looked for in one pass. */
  private static final int PACKS = 64;

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
   * Whether some pack has so much garbage. Nothing is touched, and no pack is ended for it.
   *
   * @param worth the share of garbage that is worth a run
   */
  boolean isWorth(double worth) throws IOException, RocksDBException {
    Map<Long, Long> live = live();
    for (Map.Entry<Long, Path> file : packs.files().entrySet()) {
      long bytes = RocksFolder.sizeOrNothing(file.getValue());
      long unused = bytes - live.getOrDefault(file.getKey(), 0L);
      if (unused > 0 && unused >= bytes * worth) {
        return true;
      }
    }
    return false;
  }

  /** The bytes of each pack that rows point to. */
  private Map<Long, Long> live() throws IOException, RocksDBException {
    Map<Long, Long> live = new HashMap<>();
    PackedBlocks.scan(
        session,
        (key, pointer) ->
            live.merge(pointer.pack(), PackFile.recordBytes(key, pointer.length()), Long::sum));
    return live;
  }

  /**
   * Runs it; a pack at a time, so that it takes the room of one beyond what it gives back.
   *
   * @param worth the share of garbage from which on a pack's blocks are moved; 0 to leave none
   * @throws StoreDamagedException if none is to be left, and damage keeps that from being done
   */
  void run(double worth) throws IOException, RocksDBException {
    Map<Long, Path> files = files();
    Map<Long, Long> live = live();
    Set<Long> free = new HashSet<>();
    Map<Long, Long> garbage = new HashMap<>();
    for (Map.Entry<Long, Path> file : files.entrySet()) {
      long bytes = RocksFolder.sizeOrNothing(file.getValue());
      long unused = bytes - live.getOrDefault(file.getKey(), 0L);
      if (!live.containsKey(file.getKey())) {
        free.add(file.getKey());
      } else if (unused != 0 && unused >= bytes * worth || worth == 0 && unused < 0) {
        garbage.put(file.getKey(), unused);
      }
    }
    delete(free);
    List<Long> poor = new ArrayList<>(garbage.keySet());
    poor.sort(Comparator.comparing(garbage::get, Comparator.reverseOrder()));
    int kept = 0;
    for (int from = 0; from < poor.size(); from += PACKS) {
      List<Long> group = poor.subList(from, Math.min(poor.size(), from + PACKS));
      Map<Long, List<byte[]>> keys = keys(group);
      for (long pack : group) {
        Set<Long> emptied = new HashSet<>(Set.of(pack));
        List<byte[]> all = keys.getOrDefault(pack, List.of());
        for (int next = 0; next < all.size(); ) {
          next = move(all, next, emptied);
        }
        delete(emptied);
        kept += emptied.isEmpty() ? 1 : 0;
      }
    }
    if (worth == 0 && kept > 0) {
      throw new StoreDamagedException(
          "["
              + kept
              + "] files of store ["
              + store
              + "] have damaged blocks, and so what was deleted of them is still there");
    }
  }

  private Map<Long, List<byte[]>> keys(List<Long> group) throws IOException, RocksDBException {
    Map<Long, List<byte[]>> keys = new HashMap<>();
    group.forEach(pack -> keys.put(pack, new ArrayList<>()));
    PackedBlocks.scan(
        session,
        (key, pointer) -> {
          List<byte[]> ofPack = keys.get(pointer.pack());
          if (ofPack != null) {
            ofPack.add(key);
          }
        });
    return keys;
  }

  private void delete(Set<Long> free) throws IOException, RocksDBException {
    writing.lock();
    try {
      if (session.failed()) {
        // The log may give rows back that nobody sees now.
        throw new StoreException("store [" + store + "]: a write failed while room was given back");
      }
      // A row that is not on the disk yet would be there again, and its block gone.
      session.db().syncWal();
      packs.delete(free);
    } finally {
      writing.unlock();
    }
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
      point(rows);
      return next;
    } finally {
      writing.unlock();
    }
  }

  /** What failed may be in the log all the same, and come back with it: then nothing is deleted. */
  private void point(List<Change> rows) throws IOException, RocksDBException {
    try {
      RocksBatch.write(store, session, rows, false);
    } catch (RocksDBException e) {
      session.markFailed();
      packs.roll();
      throw e;
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
