package io.pinakes.query.blocks;

import io.pinakes.ipfs.unixfs.Imported;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Takes files and folders of the disk in, as the profiles have it: symbolic links as links, empty
 * folders too, and what begins with a dot only if asked.
 */
public final class TreeImporter {
  private static final int MAX_DEPTH = 128;

  private final UnixFsImporter importer;
  private final boolean hidden;
  private final LongConsumer read;
  private long files;

  /**
   * Takes in by that importer.
   *
   * @param read is told how many bytes more were read
   */
  TreeImporter(UnixFsImporter importer, boolean hidden, LongConsumer read) {
    this.importer = importer;
    this.hidden = hidden;
    this.read = read;
  }

  long files() {
    return files;
  }

  /** Takes one in, with all below it. */
  Imported add(Path path) throws IOException {
    return add(path, 0);
  }

  private Imported add(Path path, int depth) throws IOException {
    if (depth > 0 && Files.isSymbolicLink(path)) {
      return importer.addSymlink(Files.readSymbolicLink(path).toString());
    }
    if (!Files.isDirectory(path)) {
      if (!Files.isRegularFile(path)) {
        throw new IOException("[" + path + "] is neither file nor folder");
      }
      files++;
      try (InputStream in = new Counted(Files.newInputStream(path))) {
        return importer.addFile(in);
      }
    }
    if (depth > MAX_DEPTH) {
      throw new IOException("[" + path + "] is over [" + MAX_DEPTH + "] folders deep");
    }
    Map<String, Imported> entries = new TreeMap<>();
    try (DirectoryStream<Path> below = Files.newDirectoryStream(path)) {
      for (Path entry : below) {
        String name = String.valueOf(entry.getFileName());
        if (hidden || !name.startsWith(".")) {
          entries.put(name, add(entry, depth + 1));
        }
      }
    }
    return importer.addDirectory(entries);
  }

  /** The bytes of all files, for who wants to know how much there is to do. */
  public static long bytes(Path path, boolean hidden) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
    }
    long sum = 0;
    try (DirectoryStream<Path> below = Files.newDirectoryStream(path)) {
      for (Path entry : below) {
        if (hidden || !String.valueOf(entry.getFileName()).startsWith(".")) {
          sum += bytes(entry, hidden);
        }
      }
    }
    return sum;
  }

  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      read.accept(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      read.accept(Math.max(0, count));
      return count;
    }
  }
}
