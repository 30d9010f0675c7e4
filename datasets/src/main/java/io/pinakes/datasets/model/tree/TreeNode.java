package io.pinakes.datasets.model.tree;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One node of a tree.
 *
 * <p>Layout, strict dag-cbor:
 *
 * <pre>
 * leaf   { "level": 0, "entries": [ entry, … ] }                      as the shape writes entries
 * above  { "level": n, "entries": [ [first key, &amp;node, count], … ] }    nodes of level n - 1
 * </pre>
 *
 * Keys ascend strictly. Only the root of an empty tree, a leaf, has no entries. A root above the
 * leaves has two entries or more, or it would not be the root.
 *
 * @param level 0 for a leaf
 * @param entries of a leaf, else empty
 * @param children above the leaves, else empty
 */
record TreeNode<E>(int level, List<E> entries, List<Child> children) {
  private static final Set<String> FIELDS = Set.of("entries", "level");
  private static final int CHILD_FIELDS = 3;

  /** Nodes nest no deeper than a map, a list, an entry and what a shape puts into it. */
  private static final DagCbor CODEC =
      DagCbor.STRICT.withLimits(new IpldLimits(TreeLimits.MAX_NODE_BYTES, 8));

  static <E> TreeNode<E> leaf(List<E> entries) {
    return new TreeNode<>(0, List.copyOf(entries), List.of());
  }

  static <E> TreeNode<E> above(int level, List<Child> children) {
    return new TreeNode<>(level, List.of(), List.copyOf(children));
  }

  /** How many bytes an item takes in a node. */
  static int encodedBytes(Node item) {
    return CODEC.encode(item).length;
  }

  Block encode(EntryShape<E> shape) {
    List<Node> items = new ArrayList<>(entries.size() + children.size());
    entries.forEach(entry -> items.add(shape.encode(entry)));
    children.forEach(child -> items.add(child.encode(shape)));
    MapNode map = MapNode.builder().put("level", level).put("entries", new ListNode(items)).build();
    byte[] bytes = CODEC.encode(map);
    if (bytes.length > TreeLimits.MAX_NODE_BYTES) {
      throw new IllegalStateException(
          shape.called() + " node of [" + bytes.length + "] bytes is over the cap");
    }
    return Block.of(Multicodec.DAG_CBOR, bytes);
  }

  static <E> TreeNode<E> decode(EntryShape<E> shape, byte[] block) throws CodecException {
    if (!(CODEC.decode(block) instanceof MapNode map)) {
      throw new CodecException(shape.called() + " node is not a map");
    }
    map.requireOnly(FIELDS);
    long level = map.integer("level");
    if (level < 0 || level > TreeLimits.MAX_LEVEL) {
      throw new CodecException(shape.called() + " node of level [" + level + "]");
    }
    ListNode items = map.list("entries");
    return level == 0 ? decodeLeaf(shape, items) : decodeAbove(shape, (int) level, items);
  }

  private static <E> TreeNode<E> decodeLeaf(EntryShape<E> shape, ListNode items)
      throws CodecException {
    List<E> entries = new ArrayList<>(items.size());
    byte[] before = {};
    for (Node item : items.items()) {
      E entry = shape.decode(item);
      before = requireAscending(shape, before, shape.key(entry));
      entries.add(entry);
    }
    return leaf(entries);
  }

  private static <E> TreeNode<E> decodeAbove(EntryShape<E> shape, int level, ListNode items)
      throws CodecException {
    if (items.size() == 0) {
      throw new CodecException(shape.called() + " node of level [" + level + "] is empty");
    }
    List<Child> children = new ArrayList<>(items.size());
    byte[] before = {};
    for (int i = 0; i < items.size(); i++) {
      ListNode item = items.list(i);
      if (item.size() != CHILD_FIELDS) {
        throw new CodecException(shape.called() + " entry of [" + item.size() + "] parts");
      }
      Child child = new Child(shape.decodeKey(item.get(0)), item.link(1), item.integer(2));
      if (child.count() < 1) {
        throw new CodecException(shape.called() + " node holds [" + child.count() + "] entries");
      }
      before = requireAscending(shape, before, child.first());
      children.add(child);
    }
    return above(level, children);
  }

  private static byte[] requireAscending(EntryShape<?> shape, byte[] before, byte[] key)
      throws CodecException {
    // An empty key is before every other, so the first one is checked for being empty too.
    if (key.length > TreeLimits.MAX_KEY_BYTES || Arrays.compareUnsigned(before, key) >= 0) {
      throw new CodecException(shape.called() + " node has keys out of order, empty or too long");
    }
    return key;
  }

  /** The entries in the leaves from here on down, as far as this node says. */
  long count() throws CodecException {
    long count = entries.size();
    for (Child child : children) {
      count += child.count();
      if (count < 0) {
        throw new CodecException("entries of a tree are more than can be counted");
      }
    }
    return count;
  }

  byte[] firstKey(EntryShape<E> shape) {
    return level == 0 ? shape.key(entries.get(0)) : children.get(0).first();
  }
}
