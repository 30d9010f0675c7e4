package io.pinakes.datasets.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that only their owner reads, from the moment they exist. */
public final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /** Makes the folder, if it is not there, for its owner only. */
  static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectory(folder, attributes("rwx------"));
    } catch (FileAlreadyExistsException e) {
      // Another process may make the same.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Whether users other than its owner may look into a folder, where there are such rights. */
  public static boolean isOpenToOthers(Path folder) throws IOException {
    return POSIX
        && Files.getPosixFilePermissions(folder).stream()
            .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
  }

  /**
   * Makes the folder, if it is not there, for its owner only, and those above it as any others. One
   * that is there stays as it is: who made it may mean others to look in.
   */
  public static void createPrivate(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    createFolder(folder);
  }

  /** Makes a folder and those above it that are not there; the last ones for its owner only. */
  public static void createFolders(@Nullable Path folder, boolean ownerOnly) throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    if (!ownerOnly) {
      Files.createDirectories(folder);
      return;
    }
    createFolders(folder.toAbsolutePath().getParent(), true);
    createFolder(folder);
  }

  /** Makes a file to write into, readable to its owner only from the start if that is asked for. */
  public static FileChannel createFile(Path file, boolean ownerOnly) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        ownerOnly ? attributes("rw-------") : new FileAttribute<?>[0]);
  }

  /** Writes a file that is there whole or not at all, and never readable to others. */
  public static void write(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try (FileChannel channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes("rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Home.moveInto(part, file);
  }

  static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
