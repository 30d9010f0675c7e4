package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreOptions.Access;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A store as it is at one moment, beside whoever writes it, in this process or another: a second
 * name for each file that is never changed, and copies of the few that grow.
 *
 * <p>Why it is one moment: tables and files of values are written once. Which of them count, and
 * from which log on the rest is to be replayed, is what the manifest says, which only grows. So the
 * manifest is copied first, then the tables are named, then the logs are copied, the newest first;
 * if the manifest has not grown meanwhile, nothing that it names has gone, and nothing has left the
 * logs that is not in a table. Of the newest log a beginning is copied, and a beginning of the log
 * is a state of the store: batches are whole in it or not at all. If the manifest did grow, it is
 * all done again; tables that have their second name by then cost nothing.
 */
public final class RocksSnapshot {
  private static final int ATTEMPTS = 1_000;
  private static final String UNCHANGING = "[0-9]{6,18}\\.(sst|blob)";
  private static final String LOG = "[0-9]{6,18}\\.log";

  private final Path from;
  private final Path to;

  /** Runs between the manifest and the logs, so that a test can write just then. */
  private final Runnable between;

  private RocksSnapshot(Path from, Path to, Runnable between) {
    this.from = from;
    this.to = to;
    this.between = between;
  }

  /**
   * Takes one.
   *
   * @param dir the folder of the store
   * @param into a folder that is not there yet; on another disk than the store, all is copied
   * @throws StoreException if there is no store, or one of a newer version
   * @throws StoreDamagedException if it must be repaired before it can be read
   */
  public static void take(Path dir, Path into) throws IOException {
    take(dir, into, () -> {});
  }

  static void take(Path dir, Path into, Runnable between) throws IOException {
    RocksFolder folder = new RocksFolder(dir);
    folder.prepare(Access.READ);
    Files.createDirectories(into.resolve("rocksdb"));
    new FormatFile(into).write();
    RocksSnapshot snapshot = new RocksSnapshot(folder.database(), into.resolve("rocksdb"), between);
    Packs packs = new Packs(dir);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long removals = packs.removals();
      // What its rows point to was written before them; packs that none does cost a name.
      if (snapshot.isTaken() && copyPacks(packs, into) && packs.removals() == removals) {
        return;
      }
    }
    throw new StoreException(
        "store [" + dir + "] changes too quickly to be copied as it is at one moment");
  }

  /**
   * A second name for each pack but the last, which grows, and is copied; whether none has gone.
   */
  private static boolean copyPacks(Packs packs, Path into) throws IOException {
    Path to = into.resolve(Packs.FOLDER);
    DatabaseFiles.delete(to);
    NavigableMap<Long, Path> files = packs.files();
    if (files.isEmpty()) {
      return true;
    }
    Files.createDirectories(to);
    try {
      for (Map.Entry<Long, Path> file : files.entrySet()) {
        Path second = to.resolve(file.getValue().getFileName().toString());
        if (file.getKey().equals(files.lastKey())) {
          copy(file.getValue(), second);
        } else {
          RocksFolder.link(file.getValue(), second);
        }
      }
      return true;
    } catch (NoSuchFileException | FileNotFoundException moved) {
      return false;
    }
  }

  private boolean isTaken() throws IOException {
    try {
      String current = read(DatabaseFiles.CURRENT);
      String manifest = current.strip();
      if (!manifest.matches(DatabaseFiles.MANIFEST)) {
        return false;
      }
      long length = copy(manifest);
      Files.writeString(to.resolve(DatabaseFiles.CURRENT), current, StandardCharsets.ISO_8859_1);
      Set<String> named = names(UNCHANGING);
      for (String name : named) {
        if (!Files.exists(to.resolve(name))) {
          RocksFolder.link(from.resolve(name), to.resolve(name));
        }
      }
      between.run();
      List<String> logs = List.copyOf(new TreeSet<>(names(LOG)).descendingSet());
      for (String log : logs) {
        copy(log);
      }
      if (!read(DatabaseFiles.CURRENT).equals(current)
          || Files.size(from.resolve(manifest)) != length) {
        return false;
      }
      drop(named, logs, manifest);
      return true;
    } catch (NoSuchFileException | FileNotFoundException moved) {
      return false;
    }
  }

  /** What earlier attempts had and this one has not. */
  private void drop(Set<String> named, List<String> logs, String manifest) throws IOException {
    try (Stream<Path> all = Files.list(to)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String name = file.getFileName().toString();
        boolean counts =
            named.contains(name)
                || logs.contains(name)
                || name.equals(manifest)
                || name.equals(DatabaseFiles.CURRENT);
        if (!counts) {
          Files.delete(file);
        }
      }
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(from.resolve(name), StandardCharsets.ISO_8859_1);
  }

  /** Copies what a file has when it is opened, and not what is appended meanwhile. */
  private long copy(String name) throws IOException {
    return copy(from.resolve(name), to.resolve(name));
  }

  private static long copy(Path from, Path to) throws IOException {
    long length = Files.size(from);
    try (InputStream in = Files.newInputStream(from);
        var out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[1 << 16];
      long left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new NoSuchFileException(from.toString());
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    return length;
  }

  private Set<String> names(String form) throws IOException {
    try (Stream<Path> all = Files.list(from)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.matches(form))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
