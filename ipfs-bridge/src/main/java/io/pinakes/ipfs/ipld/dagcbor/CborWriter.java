package io.pinakes.ipfs.ipld.dagcbor;

import io.pinakes.ipfs.ipld.BoolNode;
import io.pinakes.ipfs.ipld.BytesNode;
import io.pinakes.ipfs.ipld.FloatNode;
import io.pinakes.ipfs.ipld.IntNode;
import io.pinakes.ipfs.ipld.LinkNode;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.NullNode;
import io.pinakes.ipfs.ipld.TextNode;
import io.pinakes.ipfs.ipld.Utf8;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.TreeMap;

/** Writes one node in the one form that dag-cbor has for it. */
final class CborWriter {
  private final int maxDepth;
  private byte[] out = new byte[256];
  private int length;

  CborWriter(int maxDepth) {
    this.maxDepth = maxDepth;
  }

  byte[] write(Node node) {
    write(node, 0);
    return Arrays.copyOf(out, length);
  }

  private void write(Node node, int depth) {
    switch (node) {
      case NullNode n -> simple(Cbor.NULL);
      case BoolNode bool -> simple(bool.value() ? Cbor.TRUE : Cbor.FALSE);
      case IntNode integer -> integer(integer.value());
      case FloatNode number -> number(number.value());
      case TextNode text -> string(Cbor.TEXT, Utf8.encode(text.value()));
      case BytesNode bytes -> string(Cbor.BYTES, bytes.value());
      case LinkNode link -> link(link.cid().toBytes());
      case ListNode list -> list(list, deeper(depth));
      case MapNode map -> map(map, deeper(depth));
    }
  }

  private int deeper(int depth) {
    if (depth == maxDepth) {
      throw new IllegalArgumentException("node is nested deeper than [" + maxDepth + "]");
    }
    return depth + 1;
  }

  private void integer(BigInteger value) {
    // The argument of a negative number is -1 - value, which is its bits inverted.
    boolean negative = value.signum() < 0;
    head(
        negative ? Cbor.NEGATIVE : Cbor.UNSIGNED,
        negative ? value.not().longValue() : value.longValue());
  }

  private void number(double value) {
    reserve(1 + Long.BYTES);
    out[length++] = (byte) (Cbor.SIMPLE << 5 | Cbor.FLOAT64);
    bigEndian(Double.doubleToRawLongBits(value), Long.BYTES);
  }

  private void link(byte[] cid) {
    head(Cbor.TAG, Cbor.LINK);
    head(Cbor.BYTES, cid.length + 1L);
    append(new byte[1]);
    append(cid);
  }

  private void list(ListNode list, int depth) {
    head(Cbor.LIST, list.size());
    for (Node item : list.items()) {
      write(item, depth);
    }
  }

  private void map(MapNode map, int depth) {
    TreeMap<byte[], Node> sorted = new TreeMap<>(KeyOrder::compare);
    map.entries().forEach((key, value) -> sorted.put(Utf8.encode(key), value));
    head(Cbor.MAP, map.size());
    sorted.forEach(
        (key, value) -> {
          string(Cbor.TEXT, key);
          write(value, depth);
        });
  }

  private void string(int major, byte[] bytes) {
    head(major, bytes.length);
    append(bytes);
  }

  private void simple(int value) {
    head(Cbor.SIMPLE, value);
  }

  /** Writes a head in its shortest form; the argument is unsigned. */
  private void head(int major, long argument) {
    reserve(1 + Long.BYTES);
    int top = major << 5;
    if (Long.compareUnsigned(argument, Cbor.FOLLOWS_1) < 0) {
      out[length++] = (byte) (top | (int) argument);
      return;
    }
    // 1, 2, 4 or 8 bytes: the power of two that holds the significant ones.
    int significant = (Long.SIZE - Long.numberOfLeadingZeros(argument) + 7) / 8;
    int power = significant == 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(significant - 1);
    out[length++] = (byte) (top | Cbor.FOLLOWS_1 + power);
    bigEndian(argument, 1 << power);
  }

  private void bigEndian(long value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      out[length++] = (byte) (value >>> shift);
    }
  }

  private void append(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, out, length, bytes.length);
    length += bytes.length;
  }

  private void reserve(int more) {
    int needed = Math.addExact(length, more);
    if (needed > out.length) {
      out =
          Arrays.copyOf(
              out, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, out.length * 2L)));
    }
  }
}
