package io.pinakes.datasets.model.tree;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a tree, in the order of keys: whole subtrees as long as nobody looks into them,
 * single entries where somebody did. Cursor, comparison and editor walk by it.
 */
final class Frontier<E> {
  /** An entry, or a subtree whose root is of {@code level}. Exactly one of the two is not null. */
  @SuppressWarnings("ArrayRecordComponent") // keys are compared as unsigned bytes, never by equals
  private record Item<E>(byte[] key, @Nullable E entry, @Nullable Child child, int level) {}

  private final NodeReader<E> nodes;
  private final ArrayDeque<Item<E>> left = new ArrayDeque<>();

  Frontier(NodeReader<E> nodes, Cid root) throws IOException {
    this.nodes = nodes;
    TreeNode<E> node = nodes.root(root);
    if (node.count() > 0) {
      Child whole = new Child(node.firstKey(nodes.shape()), root, node.count());
      left.push(new Item<>(whole.first(), null, whole, node.level()));
    }
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  /** The first key that is left. */
  byte[] key() {
    return left.element().key();
  }

  /** Whether the first thing that is left is an entry rather than a subtree. */
  boolean atEntry() {
    return left.element().child() == null;
  }

  /** The level of the subtree that is first, or -1 if an entry is. */
  int level() {
    return atEntry() ? -1 : left.element().level();
  }

  /** The subtree that is first. */
  Child child() {
    Child child = left.element().child();
    if (child == null) {
      throw new IllegalStateException("an entry is first");
    }
    return child;
  }

  /** Takes the entry that is first. */
  E takeEntry() {
    E entry = left.pop().entry();
    if (entry == null) {
      throw new IllegalStateException("a subtree is first");
    }
    return entry;
  }

  /** Leaves out whatever is first, or has been dealt with as a whole. */
  void skip() {
    left.pop();
  }

  /** The key of what comes behind the first thing, or null if nothing does. */
  byte @Nullable [] nextKey() {
    Item<E> first = left.pop();
    byte[] next = left.isEmpty() ? null : left.element().key();
    left.push(first);
    return next;
  }

  /** Whether all of what is first comes before the key. */
  boolean endsBefore(byte[] key) {
    byte[] next = nextKey();
    return next != null && Arrays.compareUnsigned(next, key) <= 0;
  }

  /** Looks into the subtree that is first: its parts take its place. */
  void open() throws IOException {
    Child child = child();
    int level = level();
    TreeNode<E> node = nodes.child(child, level, nextKey());
    left.pop();
    if (level == 0) {
      pushEntries(node.entries());
      return;
    }
    List<Child> children = node.children();
    for (int i = children.size() - 1; i >= 0; i--) {
      Child below = children.get(i);
      left.push(new Item<>(below.first(), null, below, level - 1));
    }
  }

  private void pushEntries(List<E> entries) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      E entry = entries.get(i);
      left.push(new Item<>(nodes.shape().key(entry), entry, null, -1));
    }
  }
}
