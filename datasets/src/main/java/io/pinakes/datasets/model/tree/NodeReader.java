package io.pinakes.datasets.model.tree;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipld.CodecException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Loads nodes and holds each against what the node above says of it. */
final class NodeReader<E> {
  private final EntryShape<E> shape;
  private final BlockReader blocks;

  NodeReader(EntryShape<E> shape, BlockReader blocks) {
    this.shape = shape;
    this.blocks = blocks;
  }

  EntryShape<E> shape() {
    return shape;
  }

  TreeNode<E> root(Cid cid) throws IOException {
    TreeNode<E> node = TreeNode.decode(shape, load(cid));
    requireRoot(shape, cid, node);
    return node;
  }

  /**
   * Loads a node from its entry in the node above, which is of the level {@code level + 1}.
   *
   * @param next the key from which on nothing may be below this node; null if it is the last
   */
  TreeNode<E> child(Child child, int level, byte @Nullable [] next) throws IOException {
    TreeNode<E> node = TreeNode.decode(shape, load(child.node()));
    requireFits(shape, child, level, next, node);
    return node;
  }

  static <E> void requireRoot(EntryShape<E> shape, Cid cid, TreeNode<E> node)
      throws CodecException {
    if (node.level() > 0 && node.children().size() < 2) {
      throw new CodecException(shape.called() + " root [" + cid + "] has a single child");
    }
  }

  static <E> void requireFits(
      EntryShape<E> shape, Child child, int level, byte @Nullable [] next, TreeNode<E> node)
      throws CodecException {
    if (node.level() != level
        || node.count() != child.count()
        || !Arrays.equals(node.firstKey(shape), child.first())
        || (next != null && Arrays.compareUnsigned(lastKey(shape, node), next) >= 0)) {
      throw new CodecException(
          shape.called() + " node [" + child.node() + "] is not what the node above it says");
    }
  }

  private static <E> byte[] lastKey(EntryShape<E> shape, TreeNode<E> node) {
    return node.level() == 0
        ? shape.key(node.entries().get(node.entries().size() - 1))
        : node.children().get(node.children().size() - 1).first();
  }

  private byte[] load(Cid cid) throws IOException {
    return blocks.get(cid).orElseThrow(() -> new MissingBlockException(cid, shape.called()));
  }
}
