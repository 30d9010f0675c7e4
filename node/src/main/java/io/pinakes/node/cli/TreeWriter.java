package io.pinakes.node.cli;

import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsNode;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import io.pinakes.ipfs.unixfs.UnixFsSymlink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file or folder of blocks to the disk. Names are strangers' text: one that is no plain
 * name ends the work, and symbolic links are left out, so that nothing is written outside of the
 * target.
 */
final class TreeWriter {
  private static final int MAX_DEPTH = 256;

  private final UnixFsReader reader;
  private long files;
  private long bytes;
  private long links;

  TreeWriter(BlockReader blocks) {
    this.reader = new UnixFsReader(blocks);
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  /** Symbolic links that were left out. */
  long links() {
    return links;
  }

  /** Writes to a path at which there must be nothing yet. */
  void write(UnixFsNode node, Path target) throws IOException {
    write(node, target, 0);
  }

  private void write(UnixFsNode node, Path target, int depth) throws IOException {
    switch (node) {
      case UnixFsSymlink link -> links++;
      case UnixFsFile file -> {
        try (OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(target, StandardOpenOption.CREATE_NEW), 1 << 16)) {
          file.writeTo(out);
        }
        files++;
        bytes += file.size();
      }
      case UnixFsDirectory folder -> {
        if (depth == MAX_DEPTH) {
          throw new IOException("folders lie deeper than [" + MAX_DEPTH + "] in each other");
        }
        Files.createDirectory(target);
        folder.list(
            entry -> {
              write(reader.open(entry.cid()), child(target, entry.name()), depth + 1);
              return true;
            });
      }
    }
  }

  private static Path child(Path folder, String name) throws IOException {
    boolean plain =
        !name.isEmpty()
            && !name.equals(".")
            && !name.equals("..")
            && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0);
    try {
      Path child = folder.resolve(plain ? name : "-").normalize();
      if (plain && folder.equals(child.getParent())) {
        return child;
      }
    } catch (InvalidPathException e) {
      throw new IOException("the name [" + Printable.line(name) + "] cannot be written here", e);
    }
    throw new IOException("the name [" + Printable.line(name) + "] is that of no file");
  }
}
