package io.pinakes.datasets.model.tree;

import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the entries of one level into nodes. Leaves collect entries, levels above collect children;
 * what a full node becomes goes to {@code above}.
 */
final class LevelBuilder<E> {
  private final EntryShape<E> shape;
  private final int level;
  private final Boundary boundary;
  private final BlockSink sink;
  private final List<E> entries = new ArrayList<>();
  private final List<Child> children = new ArrayList<>();
  private int bytes;

  LevelBuilder(EntryShape<E> shape, int level, Boundary boundary, BlockSink sink) {
    if (level > TreeLimits.MAX_LEVEL) {
      throw new IllegalStateException(shape.called() + " is higher than any tree can be");
    }
    this.shape = shape;
    this.level = level;
    this.boundary = boundary;
    this.sink = sink;
  }

  /** Whether the next entry begins a node. */
  boolean atBoundary() {
    return size() == 0;
  }

  int size() {
    return entries.size() + children.size();
  }

  /** The only child that waits here. */
  Child onlyChild() {
    return children.get(0);
  }

  /** Adds an entry to a leaf; returns whether the leaf ends behind it. */
  boolean add(E entry) {
    int added = TreeNode.encodedBytes(shape.encode(entry));
    byte[] key = shape.key(entry);
    if (key.length == 0
        || key.length > TreeLimits.MAX_KEY_BYTES
        || added > TreeLimits.MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          shape.called() + " entry has a key of [" + key.length + "], all of it [" + added + "]");
    }
    entries.add(entry);
    return endsBehind(key, added);
  }

  /** Adds a node of the level below; returns whether this node ends behind it. */
  boolean add(Child child) {
    children.add(child);
    return endsBehind(child.first(), TreeNode.encodedBytes(child.encode(shape)));
  }

  private boolean endsBehind(byte[] key, int added) {
    bytes += added;
    return boundary.endsBehind(level, key, size(), bytes);
  }

  /** Ends the node that waits here: it becomes a block and an entry of the level above. */
  Child cut() throws IOException {
    TreeNode<E> node = level == 0 ? TreeNode.leaf(entries) : TreeNode.above(level, children);
    Block block = node.encode(shape);
    sink.put(block);
    Child child = new Child(node.firstKey(shape), block.cid(), node.count());
    entries.clear();
    children.clear();
    bytes = 0;
    return child;
  }
}
