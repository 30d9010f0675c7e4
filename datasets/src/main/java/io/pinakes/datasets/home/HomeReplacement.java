package io.pinakes.datasets.home;

import io.pinakes.ingest.source.HomeMark;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts another home in the place of one, or where there is none. It is made in a folder inside of
 * the place, which may be a mount point whose parent nobody may write, and moved up when it is
 * whole. The file {@code format} goes first and comes last: what is killed in between is no home,
 * and the folder {@code restore.part} says why.
 */
public final class HomeReplacement implements AutoCloseable {
  private static final String PART = "restore.part";
  private static final String LOCK = "lock";

  private final Path root;
  private final HomeLock lock;
  private final boolean isNew;
  private final boolean wasEmpty;
  private boolean isDone;

  private HomeReplacement(Path root, HomeLock lock, boolean isNew, boolean wasEmpty) {
    this.root = root;
    this.lock = lock;
    this.isNew = isNew;
    this.wasEmpty = wasEmpty;
  }

  /**
   * Takes the place, and its writer's lock.
   *
   * @param replace whether a home that is there may go, once the other is whole
   * @param command what the lock says of the holder
   * @throws FileAlreadyExistsException if a home is there and may not go
   * @throws HomeFormatException if something else is there
   * @throws HomeLockedException if another process writes it
   */
  public static HomeReplacement begin(Path root, boolean replace, String command)
      throws IOException {
    boolean isNew = !Files.exists(root);
    Set<String> there = isNew ? Set.of() : names(root);
    boolean isHome = there.contains(HomeMark.FILE);
    boolean isUnfinished = there.contains(PART) && !isHome;
    boolean isEmpty = there.isEmpty() || Set.of(PART, LOCK).containsAll(there);
    if (!isEmpty && !isHome && !isUnfinished) {
      throw HomeFormatException.none(root, "it has other files in it");
    }
    if (!isEmpty && !replace) {
      throw new FileAlreadyExistsException(
          root.toString(), null, isHome ? "a home is there already" : "half of a home is there");
    }
    PrivateFiles.createPrivate(root);
    HomeLock lock = HomeLock.take(root, root.resolve(LOCK), command);
    HomeReplacement replacement = new HomeReplacement(root, lock, isNew, isEmpty);
    replacement.clear();
    PrivateFiles.createFolder(replacement.place());
    return replacement;
  }

  /** The folder to make the home in; empty at first. */
  public Path place() {
    return root.resolve(PART);
  }

  /** Makes what is in {@link #place} the home. */
  public void finish() throws IOException {
    Home.syncFolder(place());
    Files.deleteIfExists(root.resolve(HomeMark.FILE));
    Home.syncFolder(root);
    for (String name : names(root)) {
      if (!name.equals(PART) && !name.equals(LOCK)) {
        delete(root.resolve(name));
      }
    }
    for (String name : names(place())) {
      if (!name.equals(HomeMark.FILE) && !name.equals(LOCK)) {
        move(name);
      }
    }
    Home.syncFolder(root);
    move(HomeMark.FILE);
    Home.syncFolder(root);
    isDone = true;
  }

  private void move(String name) throws IOException {
    Files.move(place().resolve(name), root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private void clear() throws IOException {
    delete(place());
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
      Home.deleteBelow(path);
    }
    Files.deleteIfExists(path);
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Lets go of the place; if it was not finished, what was there before is there still. */
  @Override
  public void close() throws IOException {
    try {
      if (isDone || Files.exists(root.resolve(HomeMark.FILE)) || wasEmpty) {
        clear();
      }
      if (isNew && !isDone) {
        delete(root.resolve(LOCK));
        Files.deleteIfExists(root);
      }
    } finally {
      lock.close();
    }
  }
}
