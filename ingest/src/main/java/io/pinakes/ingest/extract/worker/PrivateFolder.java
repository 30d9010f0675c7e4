package io.pinakes.ingest.extract.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The temporary folder of a pool, readable by its owner only, with one folder a child in it.
 *
 * <p>It goes with the pool. A pool that was killed leaves its children to remove it as they end;
 * and should they have been killed as well, the next pool does: a folder whose lock nobody holds
 * has no owner any more.
 */
final class PrivateFolder implements AutoCloseable {
  private static final String PREFIX = "pinakes-extract-";
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;

  private PrivateFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes a new one, and removes those that have no owner. */
  static PrivateFolder create(Path parent) throws IOException {
    sweep(parent);
    // Files.createTempDirectory gives it to its owner only.
    Path folder = Files.createTempDirectory(parent, PREFIX);
    FileChannel lock =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IOException("someone else has locked [" + folder + "]");
    }
    return new PrivateFolder(folder, lock);
  }

  Path newWorker() throws IOException {
    return Files.createTempDirectory(folder, "worker-");
  }

  @Override
  public void close() throws IOException {
    lock.close();
    remove(folder);
  }

  /**
   * Removes the folder of a child, and that of the pool if it was the last and the pool is gone.
   */
  static void removeWorker(Path worker) throws IOException {
    remove(worker);
    Path pool = worker.getParent();
    if (pool == null || !isOwnerless(pool)) {
      return;
    }
    try (DirectoryStream<Path> rest = Files.newDirectoryStream(pool)) {
      for (Path other : rest) {
        if (!other.endsWith(LOCK)) {
          return;
        }
      }
    } catch (NoSuchFileException e) {
      return;
    }
    remove(pool);
  }

  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOwnerless(folder)) {
          remove(folder);
        }
      }
    } catch (UncheckedIOException | IOException e) {
      // Another user's, or just now removed by its owner: either way not ours to remove.
      return;
    }
  }

  private static boolean isOwnerless(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes a tree; what a child makes in it meanwhile as well. */
  static void remove(Path tree) throws IOException {
    IOException last = null;
    for (int attempt = 0; attempt < 10; attempt++) {
      try {
        Files.walkFileTree(tree, new Remover());
        return;
      } catch (NoSuchFileException gone) {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
          return;
        }
      } catch (IOException e) {
        last = e;
      }
    }
    if (last != null) {
      throw last;
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
