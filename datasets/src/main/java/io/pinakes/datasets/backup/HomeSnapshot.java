package io.pinakes.datasets.backup;

import io.pinakes.datasets.home.HeldFolder;
import io.pinakes.datasets.home.Home;
import io.pinakes.ipfs.store.rocksdb.RocksSnapshot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A home as it is at one moment, beside whoever writes it: a folder in its {@code tmp/} that is a
 * home itself, without indexes. The moment is that of the store; what lies in other files is copied
 * or named after it, so that all which the store knows of is there.
 */
final class HomeSnapshot implements AutoCloseable {
  private final HeldFolder held;
  private final Path root;

  private HomeSnapshot(HeldFolder held) {
    this.held = held;
    this.root = held.place("home");
  }

  /**
   * Takes one; closing it gives its room back.
   *
   * @param elsewhere the folder that it is taken in, by copies, if the home may not be written:
   *     though this process may not, another may, so the files of such a home are not one moment
   */
  static HomeSnapshot of(Home home, Path elsewhere) throws IOException {
    HeldFolder held = HeldFolder.in(home, elsewhere);
    boolean taken = false;
    try {
      HomeSnapshot snapshot = new HomeSnapshot(held);
      snapshot.take(home.root());
      taken = true;
      return snapshot;
    } finally {
      if (!taken) {
        held.close();
      }
    }
  }

  /** The folder. */
  Path root() {
    return root;
  }

  /** All files, by their paths in the home, in order. */
  SortedMap<String, Path> files() throws IOException {
    TreeMap<String, Path> files = new TreeMap<>();
    for (String name : names()) {
      collect(root.resolve(name), name, files);
    }
    return files;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(HomeLayout.FILES);
    names.addAll(HomeLayout.FOLDERS);
    names.addAll(List.of(HomeLayout.FORMAT, HomeLayout.KEYS, HomeLayout.STORE));
    return names;
  }

  private static void collect(Path path, String name, Map<String, Path> into) throws IOException {
    if (Files.isRegularFile(path)) {
      into.put(name, path);
      return;
    }
    if (!Files.isDirectory(path)) {
      return;
    }
    try (var entries = Files.list(path)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        collect(entry, name + "/" + entry.getFileName(), into);
      }
    }
  }

  private void take(Path home) throws IOException {
    Files.createDirectory(root);
    // Before the store, so that a key is there that goes with its dataset now; and behind it, so
    // that one is that comes now.
    copyKeys(home);
    RocksSnapshot.take(home.resolve(HomeLayout.STORE), root.resolve(HomeLayout.STORE));
    copyKeys(home);
    for (String name : HomeLayout.FILES) {
      copy(home.resolve(name), root.resolve(name));
    }
    for (String name : HomeLayout.FOLDERS) {
      if (Files.isDirectory(home.resolve(name))) {
        nameAgain(home.resolve(name).toRealPath(), root.resolve(name));
      }
    }
    Files.copy(home.resolve(HomeLayout.FORMAT), root.resolve(HomeLayout.FORMAT));
  }

  private void copyKeys(Path home) throws IOException {
    Path keys = Files.createDirectories(root.resolve(HomeLayout.KEYS));
    try (var entries = Files.list(home.resolve(HomeLayout.KEYS))) {
      for (Path key : (Iterable<Path>) entries::iterator) {
        if (!key.getFileName().toString().endsWith(".part")) {
          copy(key, keys.resolve(key.getFileName().toString()));
        }
      }
    }
  }

  /** Copies a small file, with its rights, if it is there. */
  private static void copy(Path from, Path to) throws IOException {
    try {
      if (Files.isRegularFile(from)) {
        Files.copy(
            from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (NoSuchFileException gone) {
      // It was taken away since.
      return;
    }
  }

  /** Gives every file below a folder a second name; one that goes meanwhile is gone. */
  private static void nameAgain(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              link(file, to.resolve(from.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  private static void link(Path file, Path second) throws IOException {
    try {
      Files.createLink(second, file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(file, second);
    }
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}
