package io.pinakes.ingest.embed;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A folder of what can be made again: native libraries and models, unpacked from jars once rather
 * than at every start.
 *
 * <p>A set of files is written into a folder of its own and moved into place whole, under a lock
 * that holds between processes; so what is there is complete, and what a killed process left half
 * written is swept by the next one to unpack.
 */
public final class CacheFolder {
  /** Names the folder, in place of the one that the operating system's customs give. */
  public static final String PROPERTY = "pinakes.cache";

  // File locks exclude processes, not threads of one process.
  private static final ReentrantLock UNPACKING = new ReentrantLock();

  private CacheFolder() {}

  /**
   * Where the cache is: the system property {@value #PROPERTY}, else the variable {@code
   * XDG_CACHE_HOME}, else what is usual on this system.
   */
  public static Path standard() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    if (xdg != null && !xdg.isEmpty()) {
      return Path.of(xdg, "pinakes");
    }
    String home = System.getProperty("user.home");
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      return Path.of(home, "Library", "Caches", "Pinakes");
    }
    String local = System.getenv("LOCALAPPDATA");
    if (system.contains("win") && local != null) {
      return Path.of(local, "Pinakes", "Cache");
    }
    return Path.of(home, ".cache", "pinakes");
  }

  /**
   * The folder {@code name} below {@code cache} with a copy of each resource, under the last part
   * of its name.
   *
   * @param name changes whenever the contents of the resources do
   * @throws CacheException if a resource is not on the class path or the folder cannot be written
   */
  public static Path unpacked(Path cache, String name, ClassLoader loader, List<String> resources)
      throws IOException {
    Path folder = cache.resolve(name).toAbsolutePath();
    if (isComplete(folder, loader, resources)) {
      return folder;
    }
    UNPACKING.lock();
    try {
      Files.createDirectories(cache);
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve("unpack.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !isComplete(folder, loader, resources)) {
          sweep(cache);
          unpack(cache, folder, loader, resources);
        }
      }
    } catch (IOException e) {
      throw new CacheException(
          "cannot unpack ["
              + name
              + "] into ["
              + cache
              + "]: "
              + (e instanceof AccessDeniedException ? "no permission" : e.getMessage()),
          e);
    } finally {
      UNPACKING.unlock();
    }
    return folder;
  }

  /** Removes an unpacked folder, if it is there, so that the next call unpacks it anew. */
  static void forget(Path cache, String name) throws IOException {
    remove(cache.resolve(name));
  }

  private static boolean isComplete(Path folder, ClassLoader loader, List<String> resources)
      throws IOException {
    for (String resource : resources) {
      Path file = folder.resolve(fileName(resource));
      if (!Files.isRegularFile(file)
          || Files.size(file) != find(loader, resource).openConnection().getContentLengthLong()) {
        return false;
      }
    }
    return true;
  }

  private static void unpack(Path cache, Path folder, ClassLoader loader, List<String> resources)
      throws IOException {
    Path half = Files.createTempDirectory(cache, ".unpacking");
    for (String resource : resources) {
      try (InputStream in = find(loader, resource).openStream()) {
        Files.copy(in, half.resolve(fileName(resource)));
      }
    }
    remove(folder);
    Files.createDirectories(folder.getParent());
    Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static URL find(ClassLoader loader, String resource) throws IOException {
    URL url = loader.getResource(resource);
    if (url == null) {
      throw new IOException("[" + resource + "] is not part of this installation");
    }
    return url;
  }

  private static void sweep(Path cache) throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      for (Iterator<Path> each = entries.iterator(); each.hasNext(); ) {
        Path entry = each.next();
        if (fileName(entry.toString()).startsWith(".unpacking")) {
          remove(entry);
        }
      }
    }
  }

  /** Removes a folder of files, if it is there. */
  static void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Iterator<Path> each = files.iterator(); each.hasNext(); ) {
        Files.delete(each.next());
      }
    }
    Files.delete(folder);
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
