package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreFormatException;
import io.pinakes.ipfs.store.StoreFullException;
import io.pinakes.ipfs.store.StoreLockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** RocksDB's errors in the words of people who have a store, and want it back. */
final class RocksErrors {
  private RocksErrors() {}

  private static final Pattern DATA_FILE = Pattern.compile("[0-9]{6,18}\\.(sst|blob)");

  static StoreException explain(String store, RocksDBException e) {
    // Its sentences are joined by two spaces, which no surface keeps.
    String said =
        Optional.ofNullable(e.getMessage()).orElse("no reason given").replaceAll("\\s+", " ");
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
    if (code == Status.Code.Corruption || namesMissingFile(store, said)) {
      return new StoreDamagedException(
          "files of store [" + store + "] are damaged or missing (" + said + ")", e);
    }
    return switch (code) {
      case NotSupported ->
          new StoreFormatException(
              "store [" + store + "] was written by a newer version: update Pinakes (" + said + ")",
              e);
      default -> new StoreException("store [" + store + "] cannot be read or written: " + said, e);
    };
  }

  /** The same of what goes wrong with the packs. */
  static StoreException explain(String store, IOException e) {
    String said = Optional.ofNullable(e.getMessage()).orElse(e.toString());
    if (e instanceof StoreException known) {
      return known;
    }
    if (said.contains("No space left")) {
      return new StoreFullException(
          "the disk of store [" + store + "] is full: make room, and it goes on (" + said + ")", e);
    }
    return new StoreException("store [" + store + "] cannot be read or written: " + said, e);
  }

  /** Whether a file of the database could not be read because it is not there. */
  private static boolean namesMissingFile(String store, String said) {
    Matcher name = DATA_FILE.matcher(said);
    return name.find() && !Files.exists(Path.of(store, "rocksdb", name.group()));
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
