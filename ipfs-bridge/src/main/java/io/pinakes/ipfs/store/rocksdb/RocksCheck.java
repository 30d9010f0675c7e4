package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreFormatException;
import io.pinakes.ipfs.store.StoreOptions.Access;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Reads a database whole: every page of every table, and every value. */
final class RocksCheck {
  private RocksCheck() {}

  /** What is wrong with a database that nobody has open for writing. */
  static List<String> of(Path database) throws StoreException {
    RocksSession session;
    try {
      session = RocksSession.open(database, true, Access.READ);
    } catch (RocksDBException e) {
      StoreException explained = RocksErrors.explain(database.toString(), e);
      if (explained instanceof StoreFormatException) {
        throw explained;
      }
      return List.of(said(e));
    }
    try {
      return of(session);
    } finally {
      session.retire();
    }
  }

  /** What is wrong with a database that is open. */
  static List<String> of(RocksSession session) {
    List<String> wrong = new ArrayList<>();
    try {
      session.db().verifyChecksum();
    } catch (RocksDBException e) {
      wrong.add(said(e));
    }
    for (ColumnFamilyHandle family : session.allFamilies()) {
      try {
        scan(session, family);
      } catch (RocksDBException e) {
        if (!wrong.contains(said(e))) {
          wrong.add(said(e));
        }
      }
    }
    return wrong;
  }

  private static void scan(RocksSession session, ColumnFamilyHandle family)
      throws RocksDBException {
    try (ReadOptions options = new ReadOptions().setFillCache(false).setVerifyChecksums(true);
        RocksIterator entries = session.db().newIterator(family, options)) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        entries.value();
      }
      entries.status();
    }
  }

  private static String said(RocksDBException e) {
    return Optional.ofNullable(e.getMessage()).orElse("no reason given");
  }
}
