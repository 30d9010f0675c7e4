package io.pinakes.datasets.ingest;

import io.pinakes.datasets.ledger.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/** Asks the file system about files without opening them. */
final class FileStamps {
  private static final String WITH_INODE = "unix:size,lastModifiedTime,ino";
  private static final String PLAIN = "size,lastModifiedTime";
  private static final long NANOS = 1_000_000_000L;

  private FileStamps() {}

  static FileStamp of(Path file) throws IOException {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    Map<String, Object> attributes =
        Files.readAttributes(file, unix ? WITH_INODE : PLAIN, LinkOption.NOFOLLOW_LINKS);
    FileTime modified =
        (FileTime) attributes.getOrDefault("lastModifiedTime", FileTime.fromMillis(0));
    long size = ((Number) attributes.getOrDefault("size", 0L)).longValue();
    long inode = ((Number) attributes.getOrDefault("ino", 0L)).longValue();
    return new FileStamp(size, nanos(modified.toInstant()), inode);
  }

  /** Nanoseconds since 1970; times that no long holds are at its ends. */
  static long nanos(Instant instant) {
    try {
      return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
    } catch (ArithmeticException beyond) {
      return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
