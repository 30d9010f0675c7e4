package io.pinakes.ipfs.store.rocksdb;

import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Gives the room of deleted entries back to the disk.
 *
 * <p>First the tables are compacted, which drops deleted keys and tells how much of the blob files
 * nobody refers to. Blob files lose their garbage only by being written anew, and RocksDB picks
 * them by age, not by garbage; so all of them are rewritten if that frees a fifth of them or more,
 * and left to later compactions if it does not.
 */
final class RocksReclaim {
  /** The share of garbage from which on files of values are written anew. */
  static final double WORTH_A_REWRITE = 0.2;

  private static final String BLOB_BYTES = "rocksdb.live-blob-file-size";
  private static final String BLOB_GARBAGE = "rocksdb.live-blob-file-garbage-size";

  private RocksReclaim() {}

  static void run(RocksSession session) throws RocksDBException {
    rewrite(session, WORTH_A_REWRITE);
  }

  /** The same, and the blob files are rewritten however little of them is garbage. */
  static void erase(RocksSession session) throws RocksDBException {
    rewrite(session, 0);
  }

  private static void rewrite(RocksSession session, double worth) throws RocksDBException {
    RocksDB db = session.db();
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      db.flush(flush, session.allFamilies());
    }
    for (ColumnFamilyHandle family : session.allFamilies()) {
      compact(db, family);
    }
    Optional<ColumnFamilyHandle> blocks = session.family("blocks");
    if (blocks.isPresent() && worthARewrite(db, blocks.get(), worth)) {
      setCutoff(db, blocks.get(), 1.0);
      try {
        compact(db, blocks.get());
      } finally {
        setCutoff(db, blocks.get(), RocksSettings.blobAgeCutoff());
      }
    }
  }

  private static boolean worthARewrite(RocksDB db, ColumnFamilyHandle blocks, double worth)
      throws RocksDBException {
    long bytes = db.getLongProperty(blocks, BLOB_BYTES);
    long garbage = db.getLongProperty(blocks, BLOB_GARBAGE);
    return garbage > 0 && garbage >= bytes * worth;
  }

  private static void compact(RocksDB db, ColumnFamilyHandle family) throws RocksDBException {
    try (CompactRangeOptions options =
        new CompactRangeOptions()
            .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized)) {
      db.compactRange(family, null, null, options);
    }
  }

  private static void setCutoff(RocksDB db, ColumnFamilyHandle blocks, double cutoff)
      throws RocksDBException {
    db.setOptions(
        blocks,
        MutableColumnFamilyOptions.builder().setBlobGarbageCollectionAgeCutoff(cutoff).build());
  }
}
