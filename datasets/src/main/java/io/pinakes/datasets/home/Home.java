package io.pinakes.datasets.home;

import io.pinakes.ingest.source.HomeMark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a home, opened. It is its owner's alone if this made it, for there is the text
 * of documents in it; a folder that was there keeps its rights.
 *
 * <pre>
 * format            "pinakes-home 1"; whoever knows only older formats stays out
 * lock              who writes, under the operating system's lock
 * store/            blocks and tables, all that must not be lost
 * index/NAME/MODEL  what can be built again from the store
 * models/           imported models
 * keys/NAME.key     the private key of a dataset, readable to its owner only
 * keys/node         that of the node, the same
 * peers/            what the node remembers of peers
 * uploads/NAME/     files that were brought to a dataset, which the home owns
 * config            settings of the home
 * token             what who changes the home over HTTP has to show, readable to the owner only
 * node.json         where the home is served, while it is
 * ask-history       what was typed in conversations, readable to the owner only
 * restored          of another home, whose jobs are still to be ended here
 * tmp/              emptied whenever a writer opens the home
 * </pre>
 */
public final class Home implements AutoCloseable {
  /** The format that this version writes. */
  public static final int FORMAT = 1;

  private static final int MAX_FORMAT_BYTES = 64;

  /** What an opening that was killed half-way leaves behind: no store yet. */
  private static final Set<String> PREPARED =
      Set.of(
          "lock",
          "index",
          "models",
          "keys",
          "peers",
          "uploads",
          "tmp",
          "config",
          HomeMark.FILE,
          HomeMark.FILE + ".part");

  /** All that there is in a home of this format. */
  private static final Set<String> WHOLE =
      Stream.concat(
              PREPARED.stream(),
              Stream.of("store", "token", "node.json", "ask-history", RestoredMark.FILE))
          .collect(Collectors.toUnmodifiableSet());

  private final Path root;
  private final @Nullable HomeLock lock;
  private final boolean isNew;

  private Home(Path root, @Nullable HomeLock lock, boolean isNew) {
    this.root = root;
    this.lock = lock;
    this.isNew = isNew;
  }

  /**
   * Opens a home for reading, beside whoever writes.
   *
   * @throws HomeMissingException if there is none
   * @throws HomeFormatException if it is of a newer format, or no home
   */
  public static Home openForReading(Path root) throws IOException {
    if (readFormat(root).isEmpty()) {
      throw hasLostFormat(root) ? HomeFormatException.lost(root) : new HomeMissingException(root);
    }
    return new Home(root, null, false);
  }

  /**
   * Refuses a folder that is not there, or has no home in it, nor anything else that opening it
   * would speak of: for what must not make one.
   *
   * @throws HomeMissingException if there is none
   * @throws HomeFormatException if it is of a newer format, or a file
   */
  public static void requireThere(Path root) throws IOException {
    if (readFormat(root).isEmpty()
        && !hasLostFormat(root)
        && (!Files.isDirectory(root) || hasOnly(PREPARED, root))) {
      throw new HomeMissingException(root);
    }
  }

  /**
   * Opens a home for writing, makes it if there is none, and empties its {@code tmp/}.
   *
   * @param command what the lock says of the holder
   * @throws HomeLockedException if another process writes
   * @throws HomeFormatException if it is of a newer format, or a folder with other files
   * @throws ReadOnlyHomeException if it cannot be written
   */
  public static Home openForWriting(Path root, String command) throws IOException {
    boolean isNew = readFormat(root).isEmpty();
    if (isNew && hasLostFormat(root)) {
      throw HomeFormatException.lost(root);
    }
    if (isNew && Files.isDirectory(root) && !hasOnly(PREPARED, root)) {
      throw HomeFormatException.none(root, "it has other files in it");
    }
    return open(root, command, isNew);
  }

  /**
   * Opens a home for writing, though its format may be lost; then {@link #restoreFormat} is to be
   * called once all else has shown that it is of the format that this version writes.
   */
  public static Home openForRepair(Path root, String command) throws IOException {
    return readFormat(root).isEmpty() && hasLostFormat(root)
        ? open(root, command, false)
        : openForWriting(root, command);
  }

  /** Whether the file that says of which format the home is says nothing. */
  public boolean lacksFormat() throws IOException {
    return readFormat(root).isEmpty();
  }

  /**
   * Writes the format if it is lost.
   *
   * @return whether it was
   */
  public boolean restoreFormat() throws IOException {
    requireWritable();
    boolean lost = readFormat(root).isEmpty();
    if (lost) {
      writeFormat();
    }
    return lost;
  }

  private void writeFormat() throws IOException {
    write(root.resolve(HomeMark.FILE), HomeMark.WORD + FORMAT + "\n");
  }

  private static Home open(Path root, String command, boolean isNew) throws IOException {
    HomeLock lock = null;
    try {
      makeFolder(root);
      lock = HomeLock.take(root, root.resolve("lock"), command);
      Home home = new Home(root, lock, isNew);
      for (Path folder : new Path[] {home.index(), home.models(), home.tmp()}) {
        Files.createDirectories(folder);
      }
      PrivateFiles.createFolder(home.keys());
      home.emptyTmp();
      if (isNew) {
        // Last, so that a folder with this file is a whole home.
        home.writeFormat();
      }
      return home;
    } catch (IOException | ReadOnlyFileSystemException e) {
      if (lock != null) {
        lock.close();
      }
      throw explained(root, e);
    }
  }

  private static void makeFolder(Path root) throws IOException {
    try {
      PrivateFiles.createPrivate(root);
    } catch (FileSystemException e) {
      throw ReadOnlyHomeException.isRefusal(e) ? e : ReadOnlyHomeException.notMade(root, e);
    }
  }

  private static IOException explained(Path root, Exception e) {
    if (e instanceof HomeException known) {
      return known;
    }
    return ReadOnlyHomeException.isRefusal(e)
        ? new ReadOnlyHomeException(root, e)
        : e instanceof IOException io ? io : new IOException(e);
  }

  /** Whether a folder is a home in all but the file that names its format. */
  private static boolean hasLostFormat(Path root) throws IOException {
    return Files.isDirectory(root.resolve("store"))
        && Files.isDirectory(root.resolve("keys"))
        && hasOnly(WHOLE, root);
  }

  private static boolean hasOnly(Set<String> names, Path root) throws IOException {
    try (var entries = Files.list(root)) {
      return entries.allMatch(entry -> names.contains(entry.getFileName().toString()));
    }
  }

  private static Optional<Integer> readFormat(Path root) throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw HomeFormatException.none(root, "it is no folder");
    }
    Path file = root.resolve(HomeMark.FILE);
    String text;
    try {
      if (Files.size(file) > MAX_FORMAT_BYTES) {
        if (hasLostFormat(root)) {
          return Optional.empty();
        }
        throw HomeFormatException.none(root, "its format file is too long");
      }
      text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
    // A computer that lost its power may leave zeros where there were words.
    if (text.replace("\0", "").isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches(HomeMark.WORD + "[0-9]{1,9}")) {
      if (hasLostFormat(root)) {
        return Optional.empty();
      }
      throw HomeFormatException.none(root, "its format file says something else");
    }
    int format = Integer.parseInt(text.substring(HomeMark.WORD.length()));
    if (format > FORMAT) {
      throw HomeFormatException.newer(root, format, FORMAT);
    }
    return Optional.of(format);
  }

  /** Writes a small file so that it is there whole or not at all. */
  static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    moveInto(part, file);
  }

  /** Gives a finished file its name, durably. */
  static void moveInto(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
    syncFolder(file.toAbsolutePath().getParent());
  }

  /** Makes names in a folder durable. */
  static void syncFolder(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException windows) {
      // Windows opens no folders; there a rename is in the journal of the file system.
    }
  }

  /** Another process may be at a backup: that is held, and goes when it ends. */
  private void emptyTmp() throws IOException {
    try (Stream<Path> entries = Files.list(tmp())) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (!HeldFolder.isHeld(entry)) {
          deleteBelow(entry);
          Files.deleteIfExists(entry);
        }
      }
    }
  }

  /** Deletes what is in a folder, not the folder. */
  public static void deleteBelow(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  /** Whether it was opened for reading. */
  public boolean readOnly() {
    return lock == null;
  }

  /**
   * Refuses a change to a home that was opened for reading.
   *
   * @throws ReadOnlyHomeException if it was
   */
  public void requireWritable() throws ReadOnlyHomeException {
    if (readOnly()) {
      throw new ReadOnlyHomeException(root);
    }
  }

  /** The directory. */
  public Path root() {
    return root;
  }

  /** Where the store is. */
  public Path store() {
    return root.resolve("store");
  }

  /** Where the indexes are. */
  public Path index() {
    return root.resolve("index");
  }

  /** Where the index of a dataset under a model is. */
  public Path index(String dataset, String model) {
    return index().resolve(dataset).resolve(model.replaceAll("[^A-Za-z0-9._-]", "_"));
  }

  /** Where imported models are. */
  public Path models() {
    return root.resolve("models");
  }

  /** Where private keys are. */
  public Path keys() {
    return root.resolve("keys");
  }

  /** Where files are that were brought, a folder a dataset. */
  public Path uploads() {
    return root.resolve("uploads");
  }

  /** Where files lie that nobody misses. */
  public Path tmp() {
    return root.resolve("tmp");
  }

  /**
   * Makes it no home again if this very opening made it one, and no store came of it: it would be
   * half of one, which nothing can be read from.
   */
  public void abandon() throws IOException {
    if (isNew && !Files.exists(store())) {
      Files.deleteIfExists(root.resolve(HomeMark.FILE));
    }
  }

  /** Lets go of the lock. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
