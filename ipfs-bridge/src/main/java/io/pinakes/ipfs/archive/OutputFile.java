package io.pinakes.ipfs.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that a user named to have something written into it: there whole or not at all, and in the
 * place of nothing that they did not give up. It is written under a name of its own beside the
 * target, which nobody else can have made, and then moved. What a process left that was killed at
 * it goes when the same file is written again.
 */
public final class OutputFile {
  private static final int BUFFER_BYTES = 1 << 20;

  /** With what is added to it, a name must stay under the 255 bytes of most file systems. */
  private static final int MAX_NAME_BYTES = 200;

  private final Path target;
  private final boolean replaces;
  private final boolean isPrivate;

  private OutputFile(Path target, boolean replaces, boolean isPrivate) {
    this.target = target;
    this.replaces = replaces;
    this.isPrivate = isPrivate;
  }

  /** The same, readable to its owner only from the moment that it exists, where that is known. */
  public OutputFile ofOwnerOnly() {
    return new OutputFile(target, replaces, true);
  }

  /** The folder that it is written into, which is there. */
  public Path folder() {
    return Optional.ofNullable(target.getParent()).orElse(target);
  }

  /** Writes what is to be in the file. */
  @FunctionalInterface
  public interface Content<T> {
    /** Writes it and says what was written; the stream is not its to close. */
    T writeTo(OutputStream out) throws IOException;
  }

  /**
   * Looks at the place before any work is done for it.
   *
   * @param replace whether a regular file that is there may go; of a link to one, the file that it
   *     names goes and the link stays
   * @throws IllegalArgumentException if it is {@code -}, which means no file elsewhere
   * @throws NotDirectoryException if there is no folder to write into
   * @throws FileTakenException if something is there that may not go
   */
  public static OutputFile at(Path file, boolean replace) throws IOException {
    if (file.toString().equals("-")) {
      throw new IllegalArgumentException(
          "[-] names no file, and nothing is written to standard output here: name a file");
    }
    Path target = file.toAbsolutePath();
    if (Files.isSymbolicLink(target)) {
      target = behind(target);
    }
    boolean there = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (there && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileTakenException(
          "[" + file + "] is " + kind(target) + " and no regular file: it is not replaced", false);
    }
    if (there && !replace) {
      throw taken(file);
    }
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NotDirectoryException("there is no folder [" + folder + "] to write into");
    }
    return new OutputFile(target, replace, false);
  }

  private static Path behind(Path link) throws IOException {
    try {
      return link.toRealPath();
    } catch (NoSuchFileException e) {
      throw new FileTakenException("[" + link + "] is a link that leads to no file", false);
    }
  }

  private static String kind(Path target) {
    return Files.isDirectory(target) ? "a folder" : "a device, a pipe or a socket";
  }

  private static FileTakenException taken(Path file) {
    return new FileTakenException("[" + file + "] is there already", true);
  }

  /**
   * Writes it, to the disk, and gives it its name; if that fails, nothing of it stays.
   *
   * @throws FileTakenException if something has come there meanwhile
   * @throws NoNewFilesException if no file can be made there
   */
  public <T> T write(Content<T> content) throws IOException {
    Leftovers.remove(target.resolveSibling(prefix()));
    Path part = Leftovers.begin(target.resolveSibling(prefix()));
    try {
      T written = fill(part, content);
      moveFrom(part);
      return written;
    } finally {
      Leftovers.end(part);
    }
  }

  /**
   * Makes a file there and takes it away again, before long work is done for it.
   *
   * @throws NoNewFilesException if none can be made
   */
  public void probe() throws IOException {
    Path part = Leftovers.begin(target.resolveSibling(prefix()));
    try {
      make(part).close();
    } finally {
      Leftovers.end(part);
    }
  }

  /** Never one that is there, nor through a link; with the rights that any new file gets. */
  private FileChannel make(Path part) throws IOException {
    try {
      return FileChannel.open(
          part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes());
    } catch (FileSystemException e) {
      String reason = String.valueOf(e.getReason());
      if (reason.contains("No space left") || reason.contains("quota exceeded")) {
        throw e;
      }
      throw new NoNewFilesException(folder(), e);
    }
  }

  private <T> T fill(Path part, Content<T> content) throws IOException {
    try (FileChannel channel = make(part)) {
      Leftovers.claim(channel);
      keepRights(part);
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
      T written = content.writeTo(out);
      out.flush();
      channel.force(true);
      return written;
    }
  }

  private FileAttribute<?>[] attributes() {
    boolean known = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return isPrivate && known
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private String prefix() {
    String name = target.getFileName().toString();
    return name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES ? "pinakes" : name;
  }

  /** Who could not read the file that goes cannot read the one that comes. */
  private void keepRights(Path part) throws IOException {
    if (isPrivate || !replaces || !Files.exists(target)) {
      return;
    }
    var now = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    var then = Files.getFileAttributeView(part, PosixFileAttributeView.class);
    if (now != null && then != null) {
      then.setPermissions(now.readAttributes().permissions());
    }
  }

  private void moveFrom(Path part) throws IOException {
    if (replaces) {
      try {
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
      return;
    }
    try {
      // A second name, unlike a move, is never given over one that is there.
      Files.createLink(target, part);
    } catch (FileAlreadyExistsException e) {
      throw taken(target);
    } catch (FileSystemException | UnsupportedOperationException e) {
      moveUnlinked(part);
    }
  }

  /** Where a file can have one name only. */
  private void moveUnlinked(Path part) throws IOException {
    try {
      Files.move(part, target);
    } catch (FileAlreadyExistsException e) {
      throw taken(target);
    }
  }
}
