package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.Change;
import io.pinakes.ipfs.store.StoreDamagedException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code packs}: files that large blocks are appended to, once, and read from by {@link
 * PackPointer}: decision 0150. A pack is never changed but at its end, and no number is given
 * twice.
 *
 * <p>Reading is for many threads; {@link #append}, {@link #roll} and {@link #delete} are for one at
 * a time. All go through {@link RandomAccessFile}, since a channel is closed under whoever reads
 * when its thread is interrupted.
 */
final class Packs implements AutoCloseable {
  static final String FOLDER = "packs";

  /** How long a pack becomes: what is moved at once if it has garbage. */
  private static final long MAX_BYTES = 64 << 20;

  private static final String NAME = "[1-9][0-9]{0,16}\\.pack";

  private final Path store;
  private final Path dir;
  private @Nullable RandomAccessFile open;
  private long number;

  /** As far as the open pack is on the disk. */
  private long whole;

  /** Whether nothing more is put behind what is there. */
  private boolean rolled;

  Packs(Path store) {
    this.store = store;
    this.dir = store.resolve(FOLDER);
  }

  /** The packs, by their numbers. */
  NavigableMap<Long, Path> files() throws IOException {
    NavigableMap<Long, Path> files = new TreeMap<>();
    if (!Files.isDirectory(dir)) {
      return files;
    }
    try (Stream<Path> all = Files.list(dir)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String name = file.getFileName().toString();
        if (name.matches(NAME)) {
          files.put(Long.parseLong(name.substring(0, name.indexOf('.'))), file);
        }
      }
    }
    return files;
  }

  private Path file(long pack) {
    return dir.resolve(pack + ".pack");
  }

  /**
   * Writes the values that are put to the disk. When it throws, none of them counts.
   *
   * @return where they are
   */
  List<PackPointer> append(List<Change> entries) throws IOException {
    if (entries.isEmpty()) {
      return List.of();
    }
    List<PackPointer> pointers = new ArrayList<>(entries.size());
    boolean written = false;
    try {
      for (Change entry : entries) {
        RandomAccessFile file = fileFor(PackFile.recordBytes(entry.key(), entry.other().length));
        file.write(PackFile.head(entry.key(), entry.other()));
        pointers.add(
            new PackPointer(
                number, file.getFilePointer(), entry.other().length, PackFile.crc(entry.other())));
        file.write(entry.other());
      }
      sync();
      written = true;
      return pointers;
    } finally {
      if (!written) {
        giveUp();
      }
    }
  }

  private void sync() throws IOException {
    if (open != null) {
      open.getFD().sync();
      whole = open.getFilePointer();
    }
  }

  /** What a failed sync has not written may never be: nothing is put behind it. */
  private void giveUp() throws IOException {
    try {
      if (open != null) {
        // On a full disk the room is wanted.
        open.setLength(whole);
      }
    } finally {
      roll();
    }
  }

  private RandomAccessFile fileFor(long bytes) throws IOException {
    if (open == null) {
      Map.Entry<Long, Path> last = files().lastEntry();
      if (last != null
          && !rolled
          // A snapshot has taken one that had another behind it for one that never changes.
          && last.getKey() > removed().highest()
          && Files.size(last.getValue()) + bytes <= MAX_BYTES) {
        return open(last.getKey());
      }
      return begin(last == null ? number : Math.max(number, last.getKey()));
    }
    if (open.getFilePointer() + bytes > MAX_BYTES) {
      sync();
      roll();
      return begin(number);
    }
    return open;
  }

  private RandomAccessFile open(long pack) throws IOException {
    RandomAccessFile file = new RandomAccessFile(file(pack).toFile(), "rw");
    boolean found = false;
    try {
      long end = file.length();
      file.seek(end);
      found = true;
      // Only now: a failure further on cuts the pack off behind what is whole.
      open = file;
      number = pack;
      whole = end;
      return file;
    } finally {
      if (!found) {
        file.close();
      }
    }
  }

  /** A number that was given before would mean another file to who reads beside this process. */
  private RandomAccessFile begin(long last) throws IOException {
    if (!Files.isDirectory(dir)) {
      Files.createDirectories(dir);
      RocksFolder.sync(store);
    }
    RandomAccessFile file = open(Math.max(last, removed().highest()) + 1);
    RocksFolder.sync(dir);
    return file;
  }

  /** The next entry begins a new pack. */
  void roll() throws IOException {
    RandomAccessFile file = open;
    open = null;
    rolled = true;
    if (file != null) {
      file.close();
    }
  }

  /**
   * Reads a block, and holds it against its checksum.
   *
   * @throws PackGoneException if the pack is not there, or not any more
   * @throws StoreDamagedException if it is not what was written
   */
  byte[] read(PackPointer pointer) throws IOException {
    Path path = file(pointer.pack());
    byte[] bytes = new byte[pointer.length()];
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(pointer.offset());
      file.readFully(bytes);
    } catch (FileNotFoundException e) {
      if (Files.exists(path)) {
        // No right to read it, or no more open files: that is not the pack's fault.
        throw e;
      }
      throw new PackGoneException(path, e);
    } catch (EOFException e) {
      throw new StoreDamagedException("the file [" + path + "] is too short", e);
    } catch (IOException e) {
      throw new StoreDamagedException(
          "the file [" + path + "] cannot be read at [" + pointer.offset() + "]: " + e.getMessage(),
          e);
    }
    if (PackFile.crc(bytes) != pointer.crc()) {
      throw new StoreDamagedException(
          "a block in the file [" + path + "] at [" + pointer.offset() + "] is damaged");
    }
    return bytes;
  }

  /** Deletes packs that no row points to, on the disk as well. */
  void delete(Collection<Long> packs) throws IOException {
    if (packs.isEmpty()) {
      return;
    }
    // First, so that who gives them all a second name meanwhile learns that some may be missing.
    noteRemoval(Collections.max(packs));
    for (long pack : packs) {
      Files.deleteIfExists(file(pack));
    }
    RocksFolder.sync(dir);
  }

  /**
   * How often packs were deleted, and the highest number that one of them had: in the name of an
   * empty file, which takes no room of a disk that has none left.
   */
  private record Removals(long times, long highest) {
    private static final Removals NONE = new Removals(0, 0);
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})\\.removed");

    private static Stream<Removals> of(Path file) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      return name.matches()
          ? Stream.of(new Removals(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
          : Stream.empty();
    }

    private String name() {
      return times + "-" + highest + ".removed";
    }
  }

  private Removals removed() throws IOException {
    if (!Files.isDirectory(dir)) {
      return Removals.NONE;
    }
    try (Stream<Path> all = Files.list(dir)) {
      return all.flatMap(Removals::of)
          .max(Comparator.comparingLong(Removals::times))
          .orElse(Removals.NONE);
    }
  }

  private void noteRemoval(long highest) throws IOException {
    Removals before = removed();
    Removals now = new Removals(before.times() + 1, Math.max(before.highest(), highest));
    if (before.equals(Removals.NONE)) {
      Files.createFile(dir.resolve(now.name()));
    } else {
      Files.move(
          dir.resolve(before.name()), dir.resolve(now.name()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** How often packs were deleted. */
  long removals() throws IOException {
    return removed().times();
  }

  long diskBytes() throws IOException {
    long bytes = 0;
    for (Path file : files().values()) {
      bytes += RocksFolder.sizeOrNothing(file);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    roll();
  }
}
