package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.ipld.Utf8;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes files, folders and symbolic links of a profile out of blocks, children first. A file of any
 * length takes the memory of one chunk and of one row of links a level; a folder is held whole.
 *
 * <p>Not for use by two threads at once.
 */
public final class UnixFsImporter {
  /** The longest name of an entry, in bytes of UTF-8; file systems stop at 255 or so. */
  public static final int MAX_NAME_BYTES = 1024;

  /** The longest target of a symbolic link, in bytes, as Linux has it. */
  public static final int MAX_TARGET_BYTES = 4096;

  private final UnixFsProfile profile;
  private final BlockSink sink;

  /** Hands the blocks to that sink. */
  public UnixFsImporter(UnixFsProfile profile, BlockSink sink) {
    this.profile = profile;
    this.sink = sink;
  }

  /**
   * Adds a file, reading the stream to its end without closing it.
   *
   * @throws IOException if the stream cannot be read, or the sink keeps nothing
   */
  public Imported addFile(InputStream content) throws IOException {
    BalancedTree tree = new BalancedTree(profile.width(), this::addFileNode);
    int length;
    do {
      // A new array each, which becomes the block.
      byte[] chunk = new byte[profile.chunkBytes()];
      length = content.readNBytes(chunk, 0, chunk.length);
      if (length > 0 || tree.isEmpty()) {
        tree.add(addLeaf(length == chunk.length ? chunk : Arrays.copyOf(chunk, length)));
      }
    } while (length == profile.chunkBytes());
    return tree.root();
  }

  /**
   * Adds a folder of entries that were added before.
   *
   * @throws IllegalArgumentException if a name is empty, {@code .}, {@code ..}, longer than {@link
   *     #MAX_NAME_BYTES}, or holds a slash or a zero
   * @throws IOException if the sink keeps nothing
   */
  public Imported addDirectory(Map<String, Imported> entries) throws IOException {
    List<PbLink> links =
        entries.entrySet().stream()
            .map(
                entry -> {
                  checkName(entry.getKey());
                  Imported target = entry.getValue();
                  return PbLink.of(target.cid(), entry.getKey(), target.treeBytes());
                })
            .toList();
    if (new DirectorySize(profile).isOverThreshold(links)) {
      return new HamtBuilder(this::addNode).build(links);
    }
    return addNode(PbNode.of(links, UnixFsDataCodec.encode(UnixFsData.directory())).sorted(), 0);
  }

  /**
   * Adds a symbolic link.
   *
   * @throws IllegalArgumentException if the target is longer than {@link #MAX_TARGET_BYTES}
   * @throws IOException if the sink keeps nothing
   */
  public Imported addSymlink(String target) throws IOException {
    byte[] bytes = Utf8.encode(target);
    if (bytes.length > MAX_TARGET_BYTES) {
      throw new IllegalArgumentException("target of [" + bytes.length + "] bytes is too long");
    }
    UnixFsData data = UnixFsData.symlink(bytes);
    return addNode(PbNode.of(List.of(), UnixFsDataCodec.encode(data)), bytes.length);
  }

  private Imported addLeaf(byte[] content) throws IOException {
    if (profile.rawLeaves()) {
      return put(Block.of(Multicodec.RAW, content), content.length, 0);
    }
    UnixFsData leaf = UnixFsData.leaf(content);
    return addNode(PbNode.of(List.of(), UnixFsDataCodec.encode(leaf)), content.length);
  }

  private Imported addFileNode(List<Imported> children) throws IOException {
    long size = children.stream().mapToLong(Imported::size).sum();
    UnixFsData data = UnixFsData.file(size, children.stream().map(Imported::size).toList());
    // Names are empty and present: so all programs write them, and the CIDs depend on it.
    List<PbLink> links =
        children.stream().map(child -> PbLink.of(child.cid(), "", child.treeBytes())).toList();
    return addNode(PbNode.of(links, UnixFsDataCodec.encode(data)), size);
  }

  private Imported addNode(PbNode node, long size) throws IOException {
    byte[] bytes = node.encode();
    long below = node.links().stream().mapToLong(link -> link.tsize().orElse(0)).sum();
    return put(named(bytes), size, below);
  }

  private Block named(byte[] bytes) throws IOException {
    if (profile.cidVersion() == 1) {
      return Block.of(Multicodec.DAG_PB, bytes);
    }
    return Block.verified(new Cid(0, Multicodec.DAG_PB, Multihash.sha256(bytes)), bytes);
  }

  private Imported put(Block block, long size, long below) throws IOException {
    sink.put(block);
    return new Imported(block.cid(), size, block.size() + below);
  }

  private static void checkName(String name) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0
        || Utf8.encode(name).length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException("[" + name + "] cannot name an entry of a folder");
    }
  }
}
