package io.pinakes.ipfs.ipld;

import java.math.BigInteger;

/** Takes a node as the kind that its reader expects, or names the place where it is another. */
final class Shape {
  private Shape() {}

  static <T extends Node> T as(Class<T> kind, String called, Node node, String place)
      throws CodecException {
    if (!kind.isInstance(node)) {
      throw new CodecException(place + " is " + node.kind() + ", not " + called);
    }
    return kind.cast(node);
  }

  static String text(Node node, String place) throws CodecException {
    return as(TextNode.class, "text", node, place).value();
  }

  static long integer(Node node, String place) throws CodecException {
    BigInteger value = as(IntNode.class, "integer", node, place).value();
    if (value.bitLength() >= Long.SIZE) {
      throw new CodecException(place + " is [" + value + "], beyond 64 signed bits");
    }
    return value.longValue();
  }
}
