package io.pinakes.datasets.home;

import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.ipfs.store.StoreFullException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Files that were brought to a home, in {@code uploads/DATASET/}: an ordinary folder for ingest to
 * follow, whose files the home owns. A file comes into it whole and synced, by one rename, or not
 * at all; what a kill leaves half written lies in {@code tmp/}, which is emptied. Any thread may
 * call; the lock orders what looks at names and then uses them.
 */
public final class Uploads {
  /** The name of the folder as a source of its dataset. */
  public static final String SOURCE = "uploads";

  /** What stays free on the disk: the store needs room to write that it has none. */
  private static final long RESERVE_BYTES = 256L << 20;

  private static final int PIECE = 64 << 10;
  private static final long LOOK_EVERY_BYTES = 16L << 20;

  private final Home home;
  private final ReentrantLock lock = new ReentrantLock();

  /** Of a home that is open for writing. */
  public Uploads(Home home) {
    this.home = home;
  }

  /**
   * A file that is in its place.
   *
   * @param size in bytes
   * @param sha256 of its content, in hex
   */
  public record Received(long size, String sha256) {}

  /** The folder of a dataset. It need not be there yet. */
  public Path folder(String dataset) {
    return home.uploads().resolve(DatasetNames.requireDataset(dataset));
  }

  /**
   * Takes a file in. When this returns it is on the disk.
   *
   * @param content is read to its end; what it throws ends it, and nothing was done
   * @param replace whether a file that is there gives way
   * @throws UploadTakenException if there is one and it does not, or a folder is in the way
   * @throws StoreFullException if the disk would be full
   */
  public Received receive(String dataset, UploadPath path, InputStream content, boolean replace)
      throws IOException {
    home.requireWritable();
    Path folder = folder(dataset);
    Path target = target(folder, path);
    // Before a long body is read; it is looked at again when it has come.
    refuseTaken(target, path, replace);
    Path part = home.tmp().resolve("upload-" + UUID.randomUUID());
    try {
      Received received = write(part, content);
      lock.lock();
      try {
        place(part, folder, path, replace);
      } finally {
        lock.unlock();
      }
      return received;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void place(Path part, Path folder, UploadPath path, boolean replace) throws IOException {
    Path target = target(folder, path);
    try {
      makeFolders(folder, path);
      refuseTaken(target, path, replace);
      Home.moveInto(part, target);
    } catch (FileSystemException e) {
      if (isUnheld(e)) {
        throw unheld();
      }
      throw e;
    }
  }

  /** The words are the operating system's, of a name that the file system has no room for. */
  static boolean isUnheld(FileSystemException failure) {
    String reason = String.valueOf(failure.getReason());
    return reason.contains("Invalid argument") || reason.contains("File name too long");
  }

  private static UploadNameException unheld() {
    return new UploadNameException("the file system of this home cannot hold it");
  }

  /** Takes a file away; gives whether there was one. The folder stays, even if it is empty. */
  public boolean remove(String dataset, UploadPath path) throws IOException {
    home.requireWritable();
    Path target = target(folder(dataset), path);
    lock.lock();
    try {
      if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      Files.delete(target);
      Home.syncFolder(target.getParent());
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static Path target(Path folder, UploadPath path) {
    Path target = folder;
    try {
      for (String name : path.names()) {
        target = target.resolve(name);
      }
    } catch (InvalidPathException e) {
      throw unheld();
    }
    if (!target.normalize().equals(target) || !target.startsWith(folder)) {
      throw new UploadNameException("it leads elsewhere");
    }
    return target;
  }

  private static void refuseTaken(Path target, UploadPath path, boolean replace)
      throws UploadTakenException {
    boolean file = Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
    if (file && !replace || !file && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new UploadTakenException(path, file);
    }
  }

  /** Each folder on the way is one of ours: none is a link to somewhere else. */
  private void makeFolders(Path folder, UploadPath path) throws IOException {
    PrivateFiles.createFolder(home.uploads());
    Path at = folder;
    makeFolder(at, path);
    for (String name : path.names().subList(0, path.names().size() - 1)) {
      at = at.resolve(name);
      makeFolder(at, path);
    }
  }

  private static void makeFolder(Path folder, UploadPath path) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      PrivateFiles.createFolder(folder);
    } catch (FileAlreadyExistsException e) {
      throw new UploadTakenException(path, false);
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new UploadTakenException(path, false);
    }
    Home.syncFolder(folder.getParent());
  }

  private Received write(Path part, InputStream content) throws IOException {
    MessageDigest digest = sha256();
    long size = 0;
    long looked = -LOOK_EVERY_BYTES;
    try (FileChannel channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PrivateFiles.attributes("rw-------"))) {
      OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
      byte[] piece = new byte[PIECE];
      for (int n = content.read(piece); n >= 0; n = content.read(piece)) {
        if (size - looked >= LOOK_EVERY_BYTES) {
          requireRoom();
          looked = size;
        }
        out.write(piece, 0, n);
        size += n;
      }
      channel.force(true);
    }
    return new Received(size, HexFormat.of().formatHex(digest.digest()));
  }

  private void requireRoom() throws IOException {
    long free = Files.getFileStore(home.tmp()).getUsableSpace();
    if (free < RESERVE_BYTES + LOOK_EVERY_BYTES) {
      throw new StoreFullException(
          "the disk has [" + free + "] bytes left, too few to take a file in");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
  }
}
