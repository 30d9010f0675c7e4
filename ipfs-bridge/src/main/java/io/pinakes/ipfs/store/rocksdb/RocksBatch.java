package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.Change;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreLimits;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Changes, written in one batch: each with its copy ({@link RocksCopies}). */
final class RocksBatch {
  private RocksBatch() {}

  static void write(String store, RocksSession session, List<Change> changes, boolean sync)
      throws RocksDBException, StoreException {
    try (WriteBatch batch = new WriteBatch();
        WriteOptions options = new WriteOptions().setSync(sync)) {
      for (Change change : changes) {
        add(store, session, batch, change);
      }
      if (!changes.isEmpty()) {
        session.db().write(options, batch);
      } else if (sync) {
        session.db().syncWal();
      }
    }
  }

  private static void add(String store, RocksSession session, WriteBatch batch, Change change)
      throws RocksDBException, StoreException {
    if (change.kind() != Change.Kind.PUT && session.family(change.space()).isEmpty()) {
      return;
    }
    if (session.family(change.space()).isEmpty()
        && session.familyCount() >= StoreLimits.MAX_TABLES) {
      throw new StoreException(
          "store [" + store + "] has [" + StoreLimits.MAX_TABLES + "] tables, the most it takes");
    }
    add(batch, session.makeFamily(change.space()), change.kind(), change.key(), change.other());
    if (RocksCopies.covers(change.space())) {
      add(
          batch,
          session.makeFamily(RocksCopies.SPACE),
          change.kind(),
          RocksCopies.key(change.space(), change.key()),
          change.kind() == Change.Kind.DELETE_RANGE
              ? RocksCopies.key(change.space(), change.other())
              : change.other());
    }
  }

  private static void add(
      WriteBatch batch, ColumnFamilyHandle family, Change.Kind kind, byte[] key, byte[] other)
      throws RocksDBException {
    switch (kind) {
      case PUT -> batch.put(family, key, other);
      case DELETE -> batch.delete(family, key);
      case DELETE_RANGE -> batch.deleteRange(family, key, other);
    }
  }
}
