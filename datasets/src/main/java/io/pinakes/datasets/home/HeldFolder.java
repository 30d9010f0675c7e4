package io.pinakes.datasets.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A folder in a home's {@code tmp/} that a process works in which does not write the home, or
 * elsewhere if it may not. A lock in it says that the process lives; what a killed one left goes
 * with the rest of {@code tmp/}.
 */
public final class HeldFolder implements AutoCloseable {
  private static final String PREFIX = "held-";
  private static final String LOCK = "held";

  private final Path folder;
  private final FileChannel lock;

  private HeldFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes one, readable to its owner only.
   *
   * @param elsewhere the folder that it is made in if the home may not be written
   */
  public static HeldFolder in(Home home, Path elsewhere) throws IOException {
    try {
      Files.createDirectories(home.tmp());
      return make(home.tmp().resolve(PREFIX + UUID.randomUUID()));
    } catch (IOException | ReadOnlyFileSystemException e) {
      if (!ReadOnlyHomeException.isRefusal(e)) {
        throw e;
      }
      return make(elsewhere.resolve(".pinakes-" + PREFIX + UUID.randomUUID()));
    }
  }

  private static HeldFolder make(Path folder) throws IOException {
    PrivateFiles.createFolder(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException("[" + folder + "] is locked by another process");
    }
    return new HeldFolder(folder, channel);
  }

  /** A place in it that nothing is at yet. */
  public Path place(String name) {
    return folder.resolve(name);
  }

  static boolean isHeld(Path entry) throws IOException {
    Path lock = entry.resolve(LOCK);
    if (!entry.getFileName().toString().startsWith(PREFIX) || !Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      return taken == null;
    } catch (OverlappingFileLockException thisProcess) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    Home.deleteBelow(folder);
    lock.close();
    Files.deleteIfExists(folder);
  }
}
