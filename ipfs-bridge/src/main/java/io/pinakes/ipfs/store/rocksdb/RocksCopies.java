package io.pinakes.ipfs.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second copy of all that no hash bears out and no source file gives back: every space but the
 * blocks, under {@code space | 0 | key} in a column family of its own, and so in other files.
 * Written in the same batch; read by {@link Salvage} alone.
 */
final class RocksCopies {
  static final String SPACE = "copies";

  private static final Logger LOG = LoggerFactory.getLogger(RocksCopies.class);
  private static final byte[] WHOLE = {0};
  private static final int BATCH_BYTES = 1 << 20;

  private RocksCopies() {}

  /** Whether a space is kept twice. */
  static boolean covers(String space) {
    return !space.equals(SPACE)
        && !space.equals("default")
        && !space.equals("blocks")
        && !space.equals("accounts");
  }

  /** The beginning of the keys of a space's copies. */
  static byte[] prefix(String space) {
    return key(space, new byte[0]);
  }

  static byte[] key(String space, byte[] key) {
    byte[] name = space.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(name, name.length + 1 + key.length);
    System.arraycopy(key, 0, all, name.length + 1, key.length);
    return all;
  }

  /** Whose copy a key is of, and under which key; empty for the note that all are there. */
  static Optional<Map.Entry<String, byte[]>> original(byte[] copy) {
    int end = 0;
    while (end < copy.length && copy[end] != 0) {
      end++;
    }
    return end == 0 || end == copy.length
        ? Optional.empty()
        : Optional.of(
            Map.entry(
                new String(copy, 0, end, StandardCharsets.UTF_8),
                Arrays.copyOfRange(copy, end + 1, copy.length)));
  }

  /** Whether the copies are those of a whole store, not of what was written since an update. */
  static boolean areWhole(RocksSession session) throws RocksDBException {
    Optional<ColumnFamilyHandle> copies = session.family(SPACE);
    return copies.isPresent() && session.db().get(copies.get(), WHOLE) != null;
  }

  /** Makes the copies of a store that an older version wrote, or that was salvaged. */
  static void complete(RocksSession session) {
    try (WriteOptions options = new WriteOptions();
        WriteBatch batch = new WriteBatch()) {
      if (areWhole(session)) {
        return;
      }
      ColumnFamilyHandle copies = session.makeFamily(SPACE);
      for (ColumnFamilyHandle family : List.copyOf(session.allFamilies())) {
        String space = new String(family.getName(), StandardCharsets.UTF_8);
        if (covers(space)) {
          copy(session, family, space, copies, batch, options);
        }
      }
      batch.put(copies, WHOLE, new byte[0]);
      session.db().write(options, batch);
    } catch (RocksDBException e) {
      // What cannot be read is the doctor's; what cannot be written now is written next time.
      LOG.warn("the tables of the store could not be copied: {}", e.getMessage());
    }
  }

  private static void copy(
      RocksSession session,
      ColumnFamilyHandle family,
      String space,
      ColumnFamilyHandle copies,
      WriteBatch batch,
      WriteOptions options)
      throws RocksDBException {
    try (ReadOptions reading = new ReadOptions().setFillCache(false);
        RocksIterator entries = session.db().newIterator(family, reading)) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        batch.put(copies, key(space, entries.key()), entries.value());
        if (batch.getDataSize() > BATCH_BYTES) {
          session.db().write(options, batch);
          batch.clear();
        }
      }
      entries.status();
    }
  }
}
