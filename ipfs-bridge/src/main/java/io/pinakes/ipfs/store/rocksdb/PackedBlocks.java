package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.Change;
import io.pinakes.ipfs.store.StoreDamagedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Blocks of 64 KiB and more: their bytes are in {@link Packs}, written once, and RocksDB has a row
 * that says where. A row is written when what it points to is on the disk, so that whatever state
 * of the database comes back after a crash, its blocks are there.
 */
final class PackedBlocks implements AutoCloseable {
  /** The space of the rows: key → {@link PackPointer}. */
  static final String SPACE = "packed";

  /** Blocks of so many bytes are in packs. */
  static final int MIN_BYTES = 64 << 10;

  static final String BLOCKS = "blocks";
  private static final String ROWS = "rows";

  /** How many changes a repair writes at once; each stands by itself. */
  private static final int MANY = 1_000;

  private final String store;
  private final Packs packs;

  PackedBlocks(Path store) {
    this.store = store.toString();
    this.packs = new Packs(store);
  }

  Packs packs() {
    return packs;
  }

  /**
   * The changes as RocksDB is given them, behind the blocks that were large. A key is put or
   * deleted once in a batch.
   */
  List<Change> pack(RocksSession session, List<Change> changes)
      throws IOException, RocksDBException {
    List<Change> large = changes.stream().filter(PackedBlocks::isLarge).toList();
    if (large.isEmpty() && session.family(SPACE).isEmpty()) {
      return changes;
    }
    Iterator<PackPointer> pointers = packs.append(large).iterator();
    List<Change> rows = new ArrayList<>(changes.size());
    for (Change change : changes) {
      if (isLarge(change)) {
        rows.add(Change.put(SPACE, change.key(), pointers.next().toBytes()));
        // Written by an older version, and given anew since it was damaged.
        addRemoval(rows, session, BLOCKS, change.key());
      } else {
        rows.add(change);
        if (change.space().equals(BLOCKS) && change.kind() == Change.Kind.DELETE) {
          addRemoval(rows, session, SPACE, change.key());
        }
      }
    }
    return rows;
  }

  private static boolean isLarge(Change change) {
    return change.space().equals(BLOCKS)
        && change.kind() == Change.Kind.PUT
        && change.other().length >= MIN_BYTES;
  }

  private static void addRemoval(
      List<Change> rows, RocksSession session, String space, byte[] key) {
    Optional<ColumnFamilyHandle> family = session.family(space);
    if (family.isPresent() && session.db().keyMayExist(family.get(), key, null)) {
      rows.add(Change.delete(space, key));
    }
  }

  /**
   * A block, if it is in a pack.
   *
   * @throws PackGoneException if the pack was deleted since the row was read
   */
  Optional<byte[]> get(RocksSession session, byte[] key) throws IOException, RocksDBException {
    Optional<PackPointer> pointer = pointer(session, key);
    return pointer.isEmpty() ? Optional.empty() : Optional.of(packs.read(pointer.get()));
  }

  static Optional<PackPointer> pointer(RocksSession session, byte[] key)
      throws RocksDBException, StoreDamagedException {
    Optional<ColumnFamilyHandle> family = session.family(SPACE);
    byte[] row = family.isEmpty() ? null : session.db().get(family.get(), key);
    return row == null ? Optional.empty() : Optional.of(PackPointer.parse(row));
  }

  /** Takes a row. */
  interface Taker {
    void take(byte[] key, PackPointer pointer) throws IOException;
  }

  /** Takes the key of a row that says nothing. */
  interface Unreadable {
    void take(byte[] key, StoreDamagedException why) throws IOException;
  }

  /**
   * Hands over all rows, as they are now.
   *
   * @throws StoreDamagedException if one says nothing: whoever gives room back must not go on
   */
  static void scan(RocksSession session, Taker taker) throws IOException, RocksDBException {
    scan(
        session,
        taker,
        (key, why) -> {
          throw why;
        });
  }

  /** The same, going on behind those that say nothing. */
  private static void scan(RocksSession session, Taker taker, Unreadable unreadable)
      throws IOException, RocksDBException {
    Optional<ColumnFamilyHandle> family = session.family(SPACE);
    if (family.isEmpty()) {
      return;
    }
    try (ReadOptions options = new ReadOptions().setFillCache(false);
        RocksIterator rows = session.db().newIterator(family.get(), options)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        Optional<PackPointer> pointer = parsed(rows.key(), rows.value(), unreadable);
        if (pointer.isPresent()) {
          taker.take(rows.key(), pointer.get());
        }
      }
      rows.status();
    }
  }

  private static Optional<PackPointer> parsed(byte[] key, byte[] row, Unreadable unreadable)
      throws IOException {
    try {
      return Optional.of(PackPointer.parse(row));
    } catch (StoreDamagedException e) {
      unreadable.take(key, e);
      return Optional.empty();
    }
  }

  /** Reads all packed blocks; what is damaged, in sentences. */
  List<String> verify(RocksSession session) throws IOException, RocksDBException {
    Map<Long, Integer> damaged = new TreeMap<>();
    List<String> sentences = new ArrayList<>();
    scan(
        session,
        (key, pointer) -> {
          // Moved meanwhile is not damaged.
          if (!isReadable(pointer) && now(session, key).filter(pointer::equals).isPresent()) {
            damaged.merge(pointer.pack(), 1, Integer::sum);
          }
        },
        (key, why) -> sentences.add(why.getMessage()));
    damaged.forEach(
        (pack, count) ->
            sentences.add(
                "["
                    + count
                    + "] blocks in the file ["
                    + pack
                    + ".pack] of store ["
                    + store
                    + "] are damaged or missing"));
    return List.copyOf(sentences);
  }

  private static Optional<PackPointer> now(RocksSession session, byte[] key) throws IOException {
    try {
      return pointer(session, key);
    } catch (RocksDBException e) {
      throw new StoreDamagedException("a row that says where a block lies cannot be read", e);
    }
  }

  private boolean isReadable(PackPointer pointer) throws IOException {
    try {
      packs.read(pointer);
      return true;
    } catch (StoreDamagedException e) {
      return false;
    }
  }

  /**
   * Looks in all packs for blocks that are not where their rows say; those that are nowhere lose
   * their rows, and can come again.
   *
   * @return what was done, in sentences
   */
  List<String> repair(RocksSession session) throws IOException, RocksDBException {
    TreeSet<byte[]> lost = new TreeSet<>(Arrays::compareUnsigned);
    scan(
        session,
        (key, pointer) -> {
          if (!isReadable(pointer)) {
            lost.add(key);
          }
        },
        (key, why) -> lost.add(key));
    if (lost.isEmpty()) {
      return List.of();
    }
    int all = lost.size();
    List<Change> changes = new ArrayList<>();
    find(
        lost,
        (key, value, pointer) -> {
          changes.add(Change.put(SPACE, key, pointer.toBytes()));
          if (session.db().get(session.makeFamily(ROWS), key) == null) {
            changes.add(Change.put(ROWS, key, SavedBlock.row(value)));
          }
          writeIfMany(session, changes);
        });
    for (byte[] key : lost) {
      changes.add(Change.delete(SPACE, key));
      changes.add(Change.delete(ROWS, key));
      writeIfMany(session, changes);
    }
    RocksBatch.write(store, session, changes, true);
    return List.of(
        "["
            + all
            + "] blocks of store ["
            + store
            + "] were not where they should be: ["
            + (all - lost.size())
            + "] were found elsewhere, ["
            + lost.size()
            + "] are to be restored");
  }

  private void writeIfMany(RocksSession session, List<Change> changes)
      throws IOException, RocksDBException {
    if (changes.size() >= MANY) {
      RocksBatch.write(store, session, changes, false);
      changes.clear();
    }
  }

  /** Takes a block that was found. */
  interface Finder {
    void take(byte[] key, byte[] value, PackPointer pointer) throws IOException, RocksDBException;
  }

  /** Looks for blocks in all packs; who is found is lost no more. */
  void find(SortedSet<byte[]> lost, Finder finder) throws IOException, RocksDBException {
    all(
        (key, value, pointer) -> {
          if (lost.remove(key)) {
            finder.take(key, value, pointer);
          }
        });
  }

  /** Hands over all blocks of all packs, whether a row points to them or not. */
  void all(Finder finder) throws IOException, RocksDBException {
    for (Map.Entry<Long, Path> pack : packs.files().entrySet()) {
      PackFile.read(
          pack.getValue(),
          (key, value, offset) -> {
            if (SavedBlock.isBlock(key, value)) {
              int crc = PackFile.crc(value);
              finder.take(key, value, new PackPointer(pack.getKey(), offset, value.length, crc));
            }
          });
    }
  }

  @Override
  public void close() throws IOException {
    packs.close();
  }
}
