package io.pinakes.ipfs.ipld;

import io.pinakes.core.multiformats.Cid;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A value of the IPLD data model (ipld.io, "data model kinds"). Nodes are immutable and compare by
 * value; two maps are equal whatever the order of their keys.
 */
public sealed interface Node
    permits NullNode,
        BoolNode,
        IntNode,
        FloatNode,
        TextNode,
        BytesNode,
        ListNode,
        MapNode,
        LinkNode {
  /** The only null. */
  Node NULL = NullNode.INSTANCE;

  /** What error messages call this kind of node: {@code "map"}, {@code "text"} and so on. */
  String kind();

  /** A truth value. */
  static BoolNode of(boolean value) {
    return value ? BoolNode.TRUE : BoolNode.FALSE;
  }

  /** An integer. */
  static IntNode of(long value) {
    return IntNode.of(value);
  }

  /** An integer of -2^64 to 2^64 - 1. */
  static IntNode of(BigInteger value) {
    return new IntNode(value);
  }

  /** A finite floating-point number. */
  static FloatNode of(double value) {
    return new FloatNode(value);
  }

  /** Text. */
  static TextNode of(String value) {
    return new TextNode(value);
  }

  /** Bytes; the array is not copied. */
  static BytesNode of(byte[] value) {
    return new BytesNode(value);
  }

  /** A link to another block. */
  static LinkNode of(Cid cid) {
    return new LinkNode(cid);
  }

  /** A list; its items are copied. */
  static ListNode of(List<? extends Node> items) {
    return new ListNode(List.copyOf(items));
  }

  /** A map; its entries are copied in their order. */
  static MapNode of(Map<String, ? extends Node> entries) {
    MapNode.Builder map = MapNode.builder();
    entries.forEach(map::put);
    return map.build();
  }
}
