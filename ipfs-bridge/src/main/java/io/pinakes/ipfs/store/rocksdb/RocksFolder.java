package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreFormatException;
import io.pinakes.ipfs.store.StoreFullException;
import io.pinakes.ipfs.store.StoreOptions.Access;
import io.pinakes.ipfs.store.StoreReadOnlyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A store's folder, as far as it can be judged before RocksDB touches it. Layout: {@code
 * store.format} holds {@code pinakes-store 1} and a line feed; {@code rocksdb/} is the database.
 */
record RocksFolder(Path dir) {
  private static final int FORMAT = 1;
  private static final String FORMAT_PREFIX = "pinakes-store ";
  private static final int MAX_FORMAT_BYTES = 64;

  Path database() {
    return dir.resolve("rocksdb");
  }

  private Path formatFile() {
    return dir.resolve("store.format");
  }

  /** Whether there is a database to open; checked by {@link #prepare}. */
  boolean hasDatabase() {
    return Files.exists(database().resolve("CURRENT"));
  }

  /** Checks that the folder can be opened, and makes it if it is to be written. */
  void prepare(Access access) throws StoreException {
    try {
      boolean formatted = Files.exists(formatFile());
      if (formatted) {
        checkFormat();
      }
      if (!hasDatabase() && hasData()) {
        throw new StoreDamagedException(
            "store [" + dir + "] has data and no file CURRENT: restore it from a backup");
      }
      if (access == Access.READ) {
        if (!formatted || !hasDatabase()) {
          throw new StoreException("there is no store in [" + dir + "]");
        }
        return;
      }
      if (!formatted) {
        Files.createDirectories(database());
        writeFormat();
      }
      Files.createDirectories(database());
      if (!Files.isWritable(dir) || !Files.isWritable(database())) {
        throw readOnly();
      }
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw explain(e);
    }
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

  private void checkFormat() throws IOException {
    String text = "";
    if (Files.size(formatFile()) <= MAX_FORMAT_BYTES) {
      text = Files.readString(formatFile(), StandardCharsets.ISO_8859_1).strip();
    }
    String number = text.startsWith(FORMAT_PREFIX) ? text.substring(FORMAT_PREFIX.length()) : "";
    if (!number.matches("[1-9][0-9]{0,8}")) {
      throw new StoreFormatException(
          "store [" + dir + "]: its file store.format is not one of a Pinakes store");
    }
    if (Integer.parseInt(number) > FORMAT) {
      throw new StoreFormatException(
          "store ["
              + dir
              + "] has format "
              + number
              + ", written by a newer version; this one"
              + " reads "
              + FORMAT
              + ": update Pinakes");
    }
  }

  private void writeFormat() throws IOException {
    Path unfinished = dir.resolve("store.format.part");
    byte[] line = (FORMAT_PREFIX + FORMAT + "\n").getBytes(StandardCharsets.US_ASCII);
    try (FileChannel out =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(line);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Files.move(unfinished, formatFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** RocksDB would take a folder without CURRENT for an empty one, and clear it. */
  private boolean hasData() throws IOException {
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
