package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreOptions.Access;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * A database, open. A call into native code that was closed meanwhile would crash the process, so
 * every use stands between {@link #enter} and {@link #leave}; a session that was retired lets
 * nobody in, and closes behind the last who leaves.
 *
 * <p>The lock guards {@code users}, {@code retired} and {@code closed}; nothing blocks under it but
 * the closing itself.
 */
final class RocksSession {
  private static final String BLOB_SPACE = "blocks";

  private final RocksSettings settings;
  private final RocksDB db;
  private final boolean writable;
  private final Map<String, ColumnFamilyHandle> families = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition whenClosed = lock.newCondition();
  private int users;
  private boolean retired;
  private boolean closed;
  private volatile boolean failed;

  private RocksSession(
      RocksSettings settings, RocksDB db, List<ColumnFamilyHandle> handles, boolean writable)
      throws RocksDBException {
    this.settings = settings;
    this.db = db;
    this.writable = writable;
    for (ColumnFamilyHandle handle : handles) {
      families.put(new String(handle.getName(), StandardCharsets.UTF_8), handle);
    }
  }

  static RocksSession open(Path database, boolean exists, Access access) throws RocksDBException {
    RocksSettings settings = new RocksSettings();
    try {
      List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
      for (String name : exists ? families(database) : List.of("default")) {
        descriptors.add(descriptor(settings, name));
      }
      DBOptions options = settings.database(!exists, access == Access.REPAIR);
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      RocksDB db =
          access == Access.READ
              ? RocksDB.openReadOnly(options, database.toString(), descriptors, handles)
              : RocksDB.open(options, database.toString(), descriptors, handles);
      return new RocksSession(settings, db, handles, access != Access.READ);
    } catch (RocksDBException | RuntimeException e) {
      settings.close();
      throw e;
    }
  }

  static List<String> families(Path database) throws RocksDBException {
    try (Options options = new Options()) {
      List<String> names =
          RocksDB.listColumnFamilies(options, database.toString()).stream()
              .map(name -> new String(name, StandardCharsets.UTF_8))
              .toList();
      if (!names.contains("default")) {
        throw new RocksDBException(
            "its manifest names no tables",
            new Status(Status.Code.Corruption, Status.SubCode.None, ""));
      }
      return names;
    }
  }

  static ColumnFamilyDescriptor descriptor(RocksSettings settings, String name) {
    ColumnFamilyOptions options = name.equals(BLOB_SPACE) ? settings.blobs() : settings.table();
    return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options);
  }

  /** Whether the caller may use the session until it leaves. */
  boolean enter() {
    lock.lock();
    try {
      if (retired) {
        return false;
      }
      users++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      users--;
      closeIfIdle();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more. */
  void retire() {
    lock.lock();
    try {
      retired = true;
      closeIfIdle();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a retired session is closed; false if somebody stays for too long. */
  boolean awaitClosed(long seconds) {
    lock.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(seconds);
      boolean interrupted = false;
      while (!closed && nanos > 0) {
        try {
          nanos = whenClosed.awaitNanos(nanos);
        } catch (InterruptedException e) {
          interrupted = true;
          break;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }

  RocksDB db() {
    return db;
  }

  boolean writable() {
    return writable;
  }

  /** Whether a write has failed, after which RocksDB refuses all others. */
  boolean failed() {
    return failed;
  }

  void markFailed() {
    failed = true;
  }

  Optional<ColumnFamilyHandle> family(String space) {
    return Optional.ofNullable(families.get(space));
  }

  /** The family of a space, made if need be; called by one thread at a time. */
  ColumnFamilyHandle makeFamily(String space) throws RocksDBException {
    ColumnFamilyHandle known = families.get(space);
    if (known == null) {
      known = db.createColumnFamily(descriptor(settings, space));
      families.put(space, known);
    }
    return known;
  }

  int familyCount() {
    return families.size();
  }

  List<ColumnFamilyHandle> allFamilies() {
    return List.copyOf(families.values());
  }

  private void closeIfIdle() {
    if (!retired || users > 0 || closed) {
      return;
    }
    closed = true;
    if (writable && !failed) {
      flush();
    }
    families.values().forEach(ColumnFamilyHandle::close);
    db.close();
    settings.close();
    whenClosed.signalAll();
  }

  /** Empties the log, so that the next start has nothing to replay. */
  private void flush() {
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      db.flush(options, allFamilies());
    } catch (RocksDBException e) {
      // What is not flushed is in the log, and is replayed.
      failed = true;
    }
  }
}
