package io.pinakes.ipfs.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;

/**
 * How RocksDB is set, and the native objects that hold it; figures and what was rejected are in
 * decision 0031.
 *
 * <p>Memory: 16 MiB of block cache, which index and filter blocks live in too, and 16 MiB of memory
 * tables in all column families together; a batch of at most 16 MiB comes on top while it is
 * written. Start: the log is never longer than 24 MiB and a batch, and is not flushed on recovery.
 */
final class RocksSettings implements AutoCloseable {
  private static final long BLOCK_CACHE_BYTES = 16 << 20;
  private static final long MEMTABLES_BYTES = 16 << 20;
  private static final long MEMTABLE_BYTES = 8 << 20;
  private static final long LOG_BYTES = 24 << 20;
  private static final long ARENA_BYTES = 128 << 10;
  private static final long TABLE_FILE_BYTES = 16 << 20;
  private static final long BLOB_FILE_BYTES = 64 << 20;

  /** Values of so many bytes are in files of their own. */
  static final long MIN_BLOB_BYTES = 1 << 10;

  private static final double BLOB_AGE_CUTOFF = 0;
  private static final double BLOB_GARBAGE_THRESHOLD = 0.5;
  private static final double BLOOM_BITS = 10;

  private final List<RocksObject> objects = new ArrayList<>();
  private final Cache cache = own(new LRUCache(BLOCK_CACHE_BYTES));
  private final BloomFilter filter = own(new BloomFilter(BLOOM_BITS));

  /**
   * Of the database.
   *
   * @param create whether there is none yet
   * @param emptyLog whether what is replayed is flushed at once, so that the log is not needed
   */
  DBOptions database(boolean create, boolean emptyLog) {
    return own(new DBOptions())
        .setCreateIfMissing(create)
        .setCreateMissingColumnFamilies(create)
        // All tables are open from the start, so that a reader keeps what its writer deletes.
        .setMaxOpenFiles(-1)
        .setDbWriteBufferSize(MEMTABLES_BYTES)
        .setMaxTotalWalSize(LOG_BYTES)
        .setAvoidFlushDuringRecovery(!emptyLog)
        // What ends in a torn record ends there; worse damage was found before (LogCheck).
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setMaxBackgroundJobs(2)
        .setBytesPerSync(1 << 20)
        .setSkipStatsUpdateOnDbOpen(true)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0)
        .setMaxManifestFileSize(4 << 20)
        // Of its own accord RocksDB sets 4 MiB aside for it: a disk with no more left could not
        // even be opened to collect garbage.
        .setManifestPreallocationSize(64 << 10)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(1 << 20)
        .setKeepLogFileNum(2);
  }

  /** Of a space without large values. */
  ColumnFamilyOptions table() {
    BlockBasedTableConfig format =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(filter)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    return own(new ColumnFamilyOptions())
        .setTableFormatConfig(format)
        .setWriteBufferSize(MEMTABLE_BYTES)
        .setArenaBlockSize(ARENA_BYTES)
        .setTargetFileSizeBase(TABLE_FILE_BYTES)
        .setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  /** Of the space of blocks. */
  ColumnFamilyOptions blobs() {
    return table()
        .setEnableBlobFiles(true)
        .setMinBlobSize(MIN_BLOB_BYTES)
        .setBlobFileSize(BLOB_FILE_BYTES)
        .setBlobCompressionType(CompressionType.LZ4_COMPRESSION)
        .setEnableBlobGarbageCollection(true)
        .setBlobGarbageCollectionAgeCutoff(BLOB_AGE_CUTOFF)
        .setBlobGarbageCollectionForceThreshold(BLOB_GARBAGE_THRESHOLD);
  }

  static double blobAgeCutoff() {
    return BLOB_AGE_CUTOFF;
  }

  <T extends RocksObject> T own(T object) {
    objects.add(object);
    return object;
  }

  @Override
  public void close() {
    // Last made, first freed: options hold the cache and the filter.
    objects.reversed().forEach(RocksObject::close);
    objects.clear();
  }
}
