package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreOptions.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The new database of a salvage: written without a log, and whole once it is finished. */
final class Saved implements AutoCloseable {
  private static final int BATCH_BYTES = 4 << 20;

  private final RocksSession session;
  private final WriteBatch batch = new WriteBatch();
  private final WriteOptions options = new WriteOptions().setDisableWAL(true);

  private Saved(RocksSession session) {
    this.session = session;
  }

  static Saved create(Path database) throws RocksDBException {
    return new Saved(RocksSession.open(database, false, Access.WRITE));
  }

  void put(String space, byte[] key, byte[] value) throws RocksDBException {
    batch.put(session.makeFamily(space), key, value);
    if (batch.getDataSize() > BATCH_BYTES) {
      flush();
    }
  }

  void delete(String space, byte[] key) throws RocksDBException {
    batch.delete(session.makeFamily(space), key);
  }

  /** Takes back what was put of a space. */
  void clear(String space) throws RocksDBException {
    scan(space, (key, value) -> delete(space, key));
    flush();
  }

  /** What was put before the last flush of the batch. */
  Optional<byte[]> get(String space, byte[] key) throws RocksDBException {
    Optional<ColumnFamilyHandle> family = session.family(space);
    return family.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(session.db().get(family.get(), key));
  }

  /** A large block, if its row was put before the last flush, and it is there. */
  Optional<byte[]> packed(PackedBlocks packed, byte[] key) throws RocksDBException {
    try {
      return packed.get(session, key);
    } catch (IOException e) {
      return Optional.empty(); // It is looked for in all packs.
    }
  }

  /** Hands over what is in a space now, whatever the taker writes. */
  void scan(String space, Wreck.Taker taker) throws RocksDBException {
    flush();
    Optional<ColumnFamilyHandle> family = session.family(space);
    if (family.isEmpty()) {
      return;
    }
    try (ReadOptions reading = new ReadOptions().setFillCache(false);
        RocksIterator entries = session.db().newIterator(family.get(), reading)) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        taker.take(entries.key(), entries.value());
      }
      entries.status();
    }
  }

  /** Writes the batch. */
  void flush() throws RocksDBException {
    session.db().write(options, batch);
    batch.clear();
  }

  /** Brings all of it to the disk. */
  void finish() throws RocksDBException {
    flush();
    try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
      session.db().flush(waiting, session.allFamilies());
    }
  }

  @Override
  public void close() {
    session.retire();
    batch.close();
    options.close();
  }
}
