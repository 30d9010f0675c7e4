package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreFormatException;
import io.pinakes.ipfs.store.StoreFullException;
import io.pinakes.ipfs.store.StoreOptions.Access;
import io.pinakes.ipfs.store.StoreReadOnlyException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;

/**
 * A store's folder, as far as it can be judged before RocksDB touches it. Layout: {@code
 * store.format} is a {@link FormatFile}; {@code rocksdb/} is the database; {@code packs/} is of
 * {@link Packs}.
 */
record RocksFolder(Path dir) {

  /** The database; the one before, if a salvage was killed between taking it away and the end. */
  Path database() {
    return Files.exists(place()) || !Files.exists(old()) ? place() : old();
  }

  private Path place() {
    return dir.resolve("rocksdb");
  }

  /** The damaged database, while a repair is not done. */
  private Path old() {
    return dir.resolve("rocksdb.old");
  }

  /** Where a salvage works; nothing that is found there counts. */
  private Path work() {
    return dir.resolve("salvage");
  }

  /** Whether there is a database to open; checked by {@link #prepare}. */
  boolean hasDatabase() {
    return Files.exists(database().resolve(DatabaseFiles.CURRENT));
  }

  /**
   * Which manifest is the current one, and how long it is: a writer adds to it before it takes
   * files away. Empty if that cannot be read.
   */
  String generation() {
    try {
      String name =
          Files.readString(database().resolve(DatabaseFiles.CURRENT), StandardCharsets.ISO_8859_1)
              .strip();
      return name.matches(DatabaseFiles.MANIFEST)
          ? name + " " + Files.size(database().resolve(name))
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether {@code CURRENT} names a manifest that is there. */
  private boolean isCurrentSound() throws IOException {
    for (int attempt = 1; attempt <= 3; attempt++) {
      // Read again, as the writer may have begun another manifest since.
      String name =
          Files.readString(database().resolve(DatabaseFiles.CURRENT), StandardCharsets.ISO_8859_1);
      if (name.endsWith("\n")
          && name.strip().matches(DatabaseFiles.MANIFEST)
          && Files.exists(database().resolve(name.strip()))) {
        return true;
      }
    }
    return false;
  }

  /** A salvage: from a folder that may be changed to one that is not there yet. */
  interface Mend {
    List<String> run(Path from, Path to) throws IOException, RocksDBException;
  }

  /**
   * Puts another database in the place of this one, which is kept aside until {@link #dropOld}.
   * Killed at any point, it leaves one of the two.
   */
  List<String> replace(Mend mend) throws IOException, RocksDBException {
    DatabaseFiles.delete(work());
    try {
      Files.createDirectories(work().resolve("from"));
      try (Stream<Path> files = Files.list(database())) {
        for (Path file : (Iterable<Path>) files::iterator) {
          link(file, work().resolve("from").resolve(file.getFileName().toString()));
        }
      }
      List<String> said = mend.run(work().resolve("from"), work().resolve("to"));
      DatabaseFiles.delete(old());
      Files.move(place(), old(), StandardCopyOption.ATOMIC_MOVE);
      sync();
      Files.move(work().resolve("to"), place(), StandardCopyOption.ATOMIC_MOVE);
      sync();
      return said;
    } finally {
      DatabaseFiles.delete(work());
    }
  }

  /** What RocksDB appends to is copied; all else has a second name, and costs nothing. */
  static void link(Path file, Path other) throws IOException {
    if (file.getFileName().toString().matches("[0-9]+\\.(sst|blob|pack)")) {
      try {
        Files.createLink(other, file);
        return;
      } catch (UnsupportedOperationException | FileSystemException e) {
        Files.copy(file, other);
        return;
      }
    }
    Files.copy(file, other);
  }

  /** Gives up the damaged database: the repair is done. */
  void dropOld() throws IOException {
    if (Files.exists(place())) {
      DatabaseFiles.delete(old());
    }
  }

  private void sync() throws IOException {
    sync(dir);
  }

  /** Brings the names in a folder to the disk, for a thread that was interrupted, too. */
  static void sync(Path dir) throws IOException {
    boolean interrupted = false;
    try {
      while (!synced(dir)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Not if the channel was closed because its thread is interrupted. */
  private static boolean synced(Path dir) throws IOException {
    try (FileChannel folder = FileChannel.open(dir, StandardOpenOption.READ)) {
      folder.force(true);
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (AccessDeniedException windows) {
      // It opens no folders; there a rename is in the journal of the file system.
    }
    return true;
  }

  /**
   * Checks that the folder can be opened, and makes it if it is to be written.
   *
   * @return what was mended, in words
   */
  List<String> prepare(Access access) throws StoreException {
    try {
      FormatFile format = new FormatFile(dir);
      FormatFile.State state = format.check();
      boolean hasStore = hasDatabase() || hasData();
      if (state == FormatFile.State.DAMAGED && !hasStore) {
        throw new StoreFormatException(
            "store [" + dir + "]: its file store.format is not one of a Pinakes store");
      }
      boolean isSaid = state == FormatFile.State.SOUND || state == FormatFile.State.OLDER;
      boolean mended = hasStore && !isSaid && access == Access.REPAIR;
      if (hasStore && !mended && isUnreadable(state, access)) {
        throw new StoreDamagedException(
            "store ["
                + dir
                + "]: its file store.format is "
                + state.name().toLowerCase(Locale.ROOT)
                + "; what is beside it may be intact");
      }
      if (access != Access.READ && database().equals(old())) {
        Files.move(old(), place(), StandardCopyOption.ATOMIC_MOVE);
      }
      if (isWithoutManifest() && access != Access.REPAIR) {
        throw new StoreDamagedException(
            "store ["
                + dir
                + "]: its file CURRENT is missing or names no manifest; its tables may"
                + " be intact");
      }
      if (access == Access.READ) {
        if (!hasDatabase()) {
          throw new StoreException("there is no store in [" + dir + "]");
        }
        return List.of();
      }
      if (state != FormatFile.State.SOUND) {
        // An older format too, as what is written from now on is not for older versions.
        Files.createDirectories(database());
        format.write();
      }
      Files.createDirectories(database());
      if (!Files.isWritable(dir) || !Files.isWritable(database())) {
        throw readOnly();
      }
      return mended
          ? List.of("store [" + dir + "]: its file store.format was written again")
          : List.of();
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw explain(e);
    }
  }

  /** A writer makes a file that is missing: it may be the first. */
  private static boolean isUnreadable(FormatFile.State state, Access access) {
    return state == FormatFile.State.DAMAGED
        || state == FormatFile.State.MISSING && access == Access.READ;
  }

  /** Whether there is data, and nothing that says which of it counts. */
  boolean isWithoutManifest() throws IOException {
    return hasDatabase() ? !isCurrentSound() : hasData();
  }

  StoreReadOnlyException readOnly() {
    return new StoreReadOnlyException(
        "store [" + dir + "] cannot be written: its file system or folder is read-only");
  }

  private StoreException explain(IOException e) {
    Path there = dir;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isWritable(there)) {
      return readOnly();
    }
    try {
      if (Files.getFileStore(there).getUsableSpace() == 0) {
        return new StoreFullException("the disk of store [" + dir + "] is full: make room", e);
      }
    } catch (IOException suppressed) {
      e.addSuppressed(suppressed);
    }
    return new StoreException("store [" + dir + "] cannot be opened: " + e.getMessage(), e);
  }

  static long sizeOrNothing(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // Compacted away since it was listed.
    }
  }

  /** RocksDB would take a folder without CURRENT for an empty one, and clear it. */
  private boolean hasData() throws IOException {
    if (!new Packs(dir).files().isEmpty()) {
      return true;
    }
    if (!Files.isDirectory(database())) {
      return false;
    }
    try (Stream<Path> files = Files.list(database())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().matches("[0-9]+\\.(sst|blob|log)")
            && Files.size(file) > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
