package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.Utf8;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens UnixFS, whoever wrote it. The reader gives the blocks; it is trusted to have checked their
 * hashes, and nothing in them is trusted.
 */
public final class UnixFsReader {
  /** The most segments of a path that is resolved. */
  public static final int MAX_PATH_SEGMENTS = 1024;

  private final NodeLoader loader;

  /** Reads from there. */
  public UnixFsReader(BlockReader blocks) {
    this.loader = new NodeLoader(blocks);
  }

  /**
   * Opens a root.
   *
   * @throws UnixFsException if the block is no UnixFS
   * @throws io.pinakes.ipfs.blockstore.MissingBlockException if it is not here
   */
  public UnixFsNode open(Cid root) throws IOException {
    NodeLoader.Loaded node = loader.load(root);
    return switch (node.data().type) {
      case FILE, RAW -> new UnixFsFile(node, loader);
      case DIRECTORY, HAMT_SHARD -> new UnixFsDirectory(node, loader);
      case SYMLINK -> new UnixFsSymlink(root, target(node), node.data().mode, node.data().modified);
      case METADATA -> throw node.bad("is neither file nor folder");
    };
  }

  /**
   * Follows a path of names down from a root. Empty segments are passed over; {@code .} and {@code
   * ..} are names like others, and symbolic links are not followed.
   *
   * @return empty if there is nothing under that path
   */
  public Optional<UnixFsNode> resolve(Cid root, String path) throws IOException {
    String[] segments = path.split("/", MAX_PATH_SEGMENTS + 1);
    if (segments.length > MAX_PATH_SEGMENTS) {
      throw new IllegalArgumentException(
          "path of more than [" + MAX_PATH_SEGMENTS + "] segments is too long");
    }
    UnixFsNode node = open(root);
    for (String segment : segments) {
      if (segment.isEmpty()) {
        continue;
      }
      if (!(node instanceof UnixFsDirectory folder)) {
        return Optional.empty();
      }
      Optional<UnixFsEntry> entry = folder.find(segment);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      node = open(entry.get().cid());
    }
    return Optional.of(node);
  }

  /**
   * Writes a file's content.
   *
   * @throws UnixFsException if the root is no file
   */
  public void cat(Cid file, OutputStream out) throws IOException {
    if (!(open(file) instanceof UnixFsFile opened)) {
      throw new UnixFsException(file, "is no file");
    }
    opened.writeTo(out);
  }

  /**
   * The entries of a folder, all in memory; {@link UnixFsDirectory#list} is for large ones.
   *
   * @throws UnixFsException if the root is no folder
   */
  public List<UnixFsEntry> ls(Cid folder) throws IOException {
    if (!(open(folder) instanceof UnixFsDirectory opened)) {
      throw new UnixFsException(folder, "is no folder");
    }
    List<UnixFsEntry> entries = new ArrayList<>();
    opened.list(entries::add);
    return List.copyOf(entries);
  }

  private static String target(NodeLoader.Loaded node) throws UnixFsException {
    byte[] target = node.inline();
    try {
      return Utf8.decode(target, 0, target.length);
    } catch (CodecException e) {
      throw new UnixFsException(node.cid(), "is a symbolic link whose target is no text", e);
    }
  }
}
