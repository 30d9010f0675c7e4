package io.pinakes.datasets.model.tree;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.BlockSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A tree under a root. Every node that is read is held against what the node above says of it: its
 * level, its first key, its number of entries, and where the next one begins.
 *
 * <p>All methods throw {@link MissingBlockException} for a node that is not there, and {@link
 * io.pinakes.ipfs.ipld.CodecException} for one that is malformed.
 *
 * @param <E> the type of entry
 */
public final class SearchTree<E> {
  private final EntryShape<E> shape;
  private final BlockReader blocks;
  private final Cid root;

  /** Nothing is read before the first question. */
  public SearchTree(EntryShape<E> shape, BlockReader blocks, Cid root) {
    this.shape = shape;
    this.blocks = blocks;
    this.root = root;
  }

  /** The root of the empty tree, a block that holds no key. */
  public static <E> Block empty(EntryShape<E> shape) {
    return TreeNode.<E>leaf(List.of()).encode(shape);
  }

  /** The name of the root. */
  public Cid root() {
    return root;
  }

  /** How many entries there are; reads the root. */
  public long count() throws IOException {
    return new NodeReader<>(shape, blocks).root(root).count();
  }

  /** The entry of a key; reads one node a level. */
  public Optional<E> find(byte[] key) throws IOException {
    return TreeProof.find(shape, blocks, root, key);
  }

  /** A proof that an entry of that key is in the tree, or that none is. */
  public TreeProof prove(byte[] key) throws IOException {
    return TreeProof.of(shape, blocks, root, key);
  }

  /** All entries in the order of their keys. */
  public TreeCursor<E> cursor() throws IOException {
    return new TreeCursor<>(frontier());
  }

  /** The entries from a key on, in the order of their keys. */
  public TreeCursor<E> cursor(byte[] from) throws IOException {
    return cursor().from(from);
  }

  /** Tells the visitor what differs between this tree and a later one, reading little else. */
  public void diff(SearchTree<E> after, DiffVisitor<E> visitor) throws IOException {
    if (!root.equals(after.root)) {
      new TreeDiff<>(frontier(), after.frontier(), visitor).run();
    }
  }

  /** Begins to make another tree out of this one; the sink takes its new nodes. */
  public TreeEditor<E> edit(BlockSink sink) throws IOException {
    return new TreeEditor<>(shape, blocks, root, sink);
  }

  private Frontier<E> frontier() throws IOException {
    return new Frontier<>(new NodeReader<>(shape, blocks), root);
  }
}
