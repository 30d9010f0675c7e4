package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreFormatException;
import io.pinakes.ipfs.store.StoreFullException;
import io.pinakes.ipfs.store.StoreLockedException;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** RocksDB's errors in the words of people who have a store, and want it back. */
final class RocksErrors {
  private RocksErrors() {}

  static StoreException explain(String store, RocksDBException e) {
    String said = Optional.ofNullable(e.getMessage()).orElse("no reason given");
    Optional<Status> status = Optional.ofNullable(e.getStatus());
    Status.Code code = status.map(Status::getCode).orElse(Status.Code.Undefined);
    // Of some files, such as those of options, the code says no more than that something failed.
    if (status.map(Status::getSubCode).orElse(Status.SubCode.None) == Status.SubCode.NoSpace
        || said.contains("No space left")) {
      return new StoreFullException(
          "the disk of store [" + store + "] is full: make room, and it goes on (" + said + ")", e);
    }
    if (isLocked(said)) {
      return new StoreLockedException(
          "store ["
              + store
              + "] is open for writing in another process, or here: close that, or"
              + " open this one for reading ("
              + said
              + ")",
          e);
    }
    return switch (code) {
      case Corruption ->
          new StoreDamagedException(
              "files of store [" + store + "] are damaged or missing (" + said + ")", e);
      case NotSupported ->
          new StoreFormatException(
              "store [" + store + "] was written by a newer version: update Pinakes (" + said + ")",
              e);
      default -> new StoreException("store [" + store + "] cannot be read or written: " + said, e);
    };
  }

  /** RocksDB's own words; what the system says after them depends on its language. */
  private static boolean isLocked(String said) {
    return said.contains("lock hold by current process") || said.contains("While lock file");
  }

  /** Whether a reader may have been overtaken by its writer, and should look again. */
  static boolean mayBeOvertaken(RocksDBException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getCode)
        .filter(code -> code == Status.Code.IOError || code == Status.Code.Corruption)
        .isPresent();
  }
}
