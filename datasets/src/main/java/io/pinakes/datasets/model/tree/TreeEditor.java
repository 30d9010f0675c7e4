package io.pinakes.datasets.model.tree;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.BlockSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one tree out of another. Edits come in the order of their keys; memory is one node a level
 * whatever their number, and nodes that no edit touches are neither read nor written.
 *
 * <p>Why the result does not depend on the way to it: a level is cut from left to right by a rule
 * that looks at nothing but the entries since the last cut ({@link Boundary}). Behind a cut an old
 * node is therefore what the rule would make again of its entries, if it ended by the rule, and
 * every node but the last of its level did. So an old node is taken over only behind a cut on its
 * level and on all levels below, and the last one only if nothing follows it.
 *
 * @param <E> the type of entry
 */
public final class TreeEditor<E> {
  private final EntryShape<E> shape;
  private final BlockReader blocks;
  private final BlockSink sink;
  private final Frontier<E> old;
  private final Boundary boundary = new Boundary();
  private final List<LevelBuilder<E>> levels = new ArrayList<>();
  private byte @Nullable [] lastKey;
  private boolean finished;

  TreeEditor(EntryShape<E> shape, BlockReader blocks, Cid root, BlockSink sink) throws IOException {
    this.shape = shape;
    this.blocks = blocks;
    this.sink = sink;
    this.old = new Frontier<>(new NodeReader<>(shape, blocks), root);
  }

  /** Adds an entry, or replaces the one of its key. Its key is behind those of all edits before. */
  public void put(E entry) throws IOException {
    moveTo(shape.key(entry));
    add(entry);
  }

  /**
   * Removes the entry of a key, if there is one. The key is behind those of all edits before.
   *
   * @return whether there was one
   */
  public boolean remove(byte[] key) throws IOException {
    return moveTo(key);
  }

  /**
   * Ends the edits.
   *
   * @return the new root, whose blocks are all in the sink or were there before
   */
  public Cid finish() throws IOException {
    requireOpen();
    finished = true;
    while (!old.isEmpty()) {
      keepFirst();
    }
    return root();
  }

  /** Takes over what is before the key, and drops the entry that has it; returns if one did. */
  private boolean moveTo(byte[] key) throws IOException {
    requireOpen();
    if (lastKey != null && Arrays.compareUnsigned(lastKey, key) >= 0) {
      throw new IllegalArgumentException("edits of a tree are not in the order of their keys");
    }
    lastKey = key.clone();
    while (!old.isEmpty()) {
      int order = Arrays.compareUnsigned(old.key(), key);
      if (order > 0) {
        return false;
      }
      if (old.atEntry()) {
        if (order == 0) {
          old.skip();
          return true;
        }
        add(old.takeEntry());
      } else if (old.endsBefore(key)) {
        keepFirst();
      } else {
        old.open();
      }
    }
    return false;
  }

  /** Takes over what is first of the old tree, as a whole if that is what the rule would make. */
  private void keepFirst() throws IOException {
    if (old.atEntry()) {
      add(old.takeEntry());
    } else if (allAtBoundaryUpTo(old.level())) {
      Child whole = old.child();
      int level = old.level();
      old.skip();
      addAbove(level + 1, whole);
    } else {
      old.open();
    }
  }

  private boolean allAtBoundaryUpTo(int level) {
    for (int i = 0; i <= level && i < levels.size(); i++) {
      if (!levels.get(i).atBoundary()) {
        return false;
      }
    }
    return true;
  }

  private void add(E entry) throws IOException {
    if (level(0).add(entry)) {
      addAbove(1, level(0).cut());
    }
  }

  private void addAbove(int from, Child child) throws IOException {
    int level = from;
    Child carried = child;
    while (level(level).add(carried)) {
      carried = level(level).cut();
      level++;
    }
  }

  private LevelBuilder<E> level(int level) {
    while (levels.size() <= level) {
      levels.add(new LevelBuilder<>(shape, levels.size(), boundary, sink));
    }
    return levels.get(level);
  }

  /** Cuts what waits on each level, from the leaves up, until one node is left. */
  private Cid root() throws IOException {
    int level = 0;
    // A level exists once something was added to it or to one above, so only the highest can be
    // the one that holds the root, and it is never at a boundary: a cut makes a higher one.
    while (level < levels.size() - 1) {
      if (!levels.get(level).atBoundary()) {
        addAbove(level + 1, levels.get(level).cut());
      }
      level++;
    }
    if (levels.isEmpty()) {
      return emptyRoot();
    }
    LevelBuilder<E> highest = levels.get(level);
    return level > 0 && highest.size() == 1
        ? lowestSingle(highest.onlyChild().node())
        : highest.cut().node();
  }

  private Cid emptyRoot() throws IOException {
    Block block = TreeNode.<E>leaf(List.of()).encode(shape);
    sink.put(block);
    return block.cid();
  }

  /** The root is on the lowest level that has one node, so a node with one child is not it. */
  private Cid lowestSingle(Cid node) throws IOException {
    Cid root = node;
    TreeNode<E> read = readNode(root);
    while (read.children().size() == 1) {
      root = read.children().get(0).node();
      read = readNode(root);
    }
    return root;
  }

  private TreeNode<E> readNode(Cid cid) throws IOException {
    return TreeNode.decode(
        shape, blocks.get(cid).orElseThrow(() -> new MissingBlockException(cid, shape.called())));
  }

  private void requireOpen() {
    if (finished) {
      throw new IllegalStateException("the edits were finished before");
    }
  }
}
