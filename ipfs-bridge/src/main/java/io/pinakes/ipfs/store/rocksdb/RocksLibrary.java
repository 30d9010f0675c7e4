package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreLibraryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * The native library, unpacked once.
 *
 * <p>RocksDB's own loader copies 17 MB into the temporary folder at every start, and leaves it
 * there when the process is killed. Here it is kept in the user's cache folder under its checksum
 * and length, and a start only looks whether it is there whole. {@code ROCKSDB_SHAREDLIB_DIR}, as
 * RocksDB knows it, or the system property {@code pinakes.native} name another folder; {@code
 * pinakes.cache} names the folder for all that can be made again.
 */
final class RocksLibrary {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static boolean loaded;

  private RocksLibrary() {}

  /** Loads the library, unpacking it if this is the first time on this machine. */
  static void load() throws StoreException {
    Path cache = cacheFolder();
    LOCK.lock();
    try {
      if (!loaded) {
        RocksDB.loadLibrary(List.of(unpack(cache).toString()));
        loaded = true;
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new StoreLibraryException(
          "RocksDB's native library cannot be unpacked into ["
              + cache
              + "] and loaded: "
              + (e instanceof AccessDeniedException ? "no permission" : e.getMessage()),
          e);
    } finally {
      LOCK.unlock();
    }
  }

  /** Returns the folder that holds the library, whole. */
  static Path unpack(Path cache) throws IOException {
    String name = Environment.getJniLibraryFileName("rocksdb");
    URL packed = RocksDB.class.getClassLoader().getResource(name);
    if (packed == null) {
      throw new IOException("this build of RocksDB has none for this platform: [" + name + "]");
    }
    URLConnection entry = packed.openConnection();
    long length = entry.getContentLengthLong();
    String content = entry instanceof JarURLConnection jar ? checksum(jar) : "unknown";
    Path folder = cache.toAbsolutePath().resolve("rocksdb-" + content + "-" + length);
    // The name that RocksDB asks for in a folder, which is not the one in the archive.
    Path library = folder.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
    if (Files.isRegularFile(library) && Files.size(library) == length) {
      entry.getInputStream().close();
      return folder;
    }
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, "unpacking", ".part");
    try {
      try (InputStream in = entry.getInputStream()) {
        Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
      }
      move(unfinished, library);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return folder;
  }

  private static void move(Path unfinished, Path library) throws IOException {
    try {
      Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(unfinished, library, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String checksum(JarURLConnection jar) throws IOException {
    return Long.toHexString(jar.getJarEntry().getCrc());
  }

  private static Path cacheFolder() {
    return setting(System.getProperty("pinakes.native"))
        .or(() -> setting(System.getenv("ROCKSDB_SHAREDLIB_DIR")))
        .or(() -> setting(System.getProperty("pinakes.cache")).map(dir -> dir.resolve("native")))
        .orElseGet(
            () ->
                setting(System.getenv("XDG_CACHE_HOME"))
                    .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                    .resolve("pinakes")
                    .resolve("native"));
  }

  private static Optional<Path> setting(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank()).map(Path::of);
  }
}
