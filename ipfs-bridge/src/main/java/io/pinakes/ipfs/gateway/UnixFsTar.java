package io.pinakes.ipfs.gateway;

import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsEntry;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsNode;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import io.pinakes.ipfs.unixfs.UnixFsSymlink;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A file or folder as a tar archive. Names are looked through before the first byte, so that one
 * that leads out of the archive is an error and no archive.
 */
public final class UnixFsTar {
  /** Entries of all folders together; looking through them takes a block or so each. */
  private static final int MAX_ENTRIES = 100_000;

  private static final int MAX_DEPTH = 64;

  private final UnixFsNode node;
  private final BlockReader blocks;
  private int entries;

  private UnixFsTar(UnixFsNode node, BlockReader blocks) {
    this.node = node;
    this.blocks = blocks;
  }

  /**
   * Looks through the names below a node.
   *
   * @throws GatewayException if one leads out of the archive, or they are too many or too deep
   */
  public static UnixFsTar of(UnixFsNode node, BlockReader blocks) throws IOException {
    UnixFsTar tar = new UnixFsTar(node, blocks);
    tar.check(node, List.of(), 0);
    return tar;
  }

  /** Writes the archive, all of it below that name. */
  public void writeTo(String root, OutputStream out) throws IOException {
    TarWriter tar = new TarWriter(out);
    write(node, root, List.of(), tar);
    tar.finish();
  }

  /** Counts how deep it is by itself: a name may lead up, so that the way gets no longer. */
  private void check(UnixFsNode node, List<String> way, int depth) throws IOException {
    if (!(node instanceof UnixFsDirectory folder)) {
      return;
    }
    if (Math.max(way.size(), depth) > MAX_DEPTH) {
      throw new GatewayException(501, "folders deeper than [" + MAX_DEPTH + "] are no archive");
    }
    for (UnixFsEntry entry : entries(folder)) {
      if (++entries > MAX_ENTRIES) {
        throw new GatewayException(501, "over [" + MAX_ENTRIES + "] entries are no archive");
      }
      check(new UnixFsReader(blocks).open(entry.cid()), below(way, entry.name()), depth + 1);
    }
  }

  /**
   * Where an entry stands, counted from the archive's root. A name may hold slashes and dots: it
   * may lead up, but not out.
   */
  private static List<String> below(List<String> way, String name) throws GatewayException {
    List<String> kept = new ArrayList<>(way);
    for (String part : name.split("/", -1)) {
      if (part.equals("..") && !kept.isEmpty()) {
        kept.removeLast();
      } else if (part.equals("..") || part.indexOf('\0') >= 0) {
        throw new GatewayException(500, "a name in the folder leads out of the archive");
      } else if (!part.equals(".") && !part.isEmpty()) {
        kept.add(part);
      }
    }
    if (kept.isEmpty()) {
      throw new GatewayException(500, "a name in the folder is that of the archive itself");
    }
    return kept;
  }

  private static List<UnixFsEntry> entries(UnixFsDirectory folder) throws IOException {
    List<UnixFsEntry> entries = new ArrayList<>();
    folder.list(
        entry -> {
          entries.add(entry);
          return entries.size() <= MAX_ENTRIES;
        });
    return entries;
  }

  private void write(UnixFsNode node, String root, List<String> way, TarWriter tar)
      throws IOException {
    String path = way.isEmpty() ? root : root + "/" + String.join("/", way);
    switch (node) {
      case UnixFsFile file -> tar.file(path, file.size(), file.stream());
      case UnixFsSymlink link -> tar.symlink(path, link.target());
      case UnixFsDirectory folder -> {
        tar.folder(path);
        for (UnixFsEntry entry : entries(folder)) {
          List<String> below = below(way, entry.name());
          write(new UnixFsReader(blocks).open(entry.cid()), root, below, tar);
        }
      }
    }
  }
}
