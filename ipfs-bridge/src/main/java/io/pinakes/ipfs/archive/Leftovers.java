package io.pinakes.ipfs.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Parts of files whose writer was killed. A writer holds a lock on its part, which ends with its
 * process, however that ends.
 */
final class Leftovers {
  private static final String SUFFIX = ".part";

  /** Long past the moment between making a part and locking it. */
  private static final Duration LEAST_AGE = Duration.ofMinutes(1);

  private static final Pattern RANDOM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * What this process writes. Its locks do not keep it from itself, and closing a second channel of
   * a file gives up the lock of the first (POSIX, fcntl).
   */
  private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

  private Leftovers() {}

  /** A new name beside the target for a part of it, until {@link #end}. */
  static Path begin(Path target) {
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + SUFFIX);
    WRITTEN.add(part);
    return part;
  }

  /** Deletes the part if it is there still. */
  static void end(Path part) throws IOException {
    try {
      Files.deleteIfExists(part);
    } finally {
      WRITTEN.remove(part);
    }
  }

  /** Says to other processes that this one lives and writes; until the channel is closed. */
  static void claim(FileChannel part) {
    try {
      part.tryLock();
    } catch (IOException e) {
      // A file system without locks: there nobody gets one on a leftover either, and it stays.
      return;
    }
  }

  /** Deletes the target's parts that nobody writes any more; what cannot be told apart stays. */
  static void remove(Path target) {
    String prefix = target.getFileName() + ".";
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> beside =
        Files.newDirectoryStream(folder, path -> isPart(path, prefix))) {
      for (Path part : beside) {
        if (!WRITTEN.contains(part)) {
          removeIfLeft(part);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A folder that may be written but not listed: then they stay, and nothing else is lost.
      return;
    }
  }

  private static boolean isPart(Path path, String prefix) {
    String name = path.getFileName().toString();
    return name.startsWith(prefix)
        && name.endsWith(SUFFIX)
        && name.length() > prefix.length() + SUFFIX.length()
        && RANDOM
            .matcher(name.substring(prefix.length(), name.length() - SUFFIX.length()))
            .matches()
        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void removeIfLeft(Path part) throws IOException {
    Instant youngest = Instant.now().minus(LEAST_AGE);
    if (Files.getLastModifiedTime(part, LinkOption.NOFOLLOW_LINKS).toInstant().isAfter(youngest)) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(part);
      }
    } catch (AccessDeniedException e) {
      // It is another user's.
      return;
    }
  }
}
