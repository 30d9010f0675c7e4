package io.pinakes.ipfs.ipld.dagcbor;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.Utf8;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one node from a whole block.
 *
 * <p>Memory: a string's length is held against the bytes that are left before it is copied, and a
 * list grows as items arrive, since a count alone would let each level of a nest claim the block's
 * size again.
 */
final class CborReader {
  private static final int FIRST_CAPACITY = 16;

  private final byte[] in;
  private final IpldLimits limits;
  private final boolean strict;
  private int at;

  /** The head read last. */
  private int major;

  private int info;
  private long argument;

  CborReader(byte[] in, IpldLimits limits, boolean strict) {
    this.in = in;
    this.limits = limits;
    this.strict = strict;
  }

  Node readWhole() throws CodecException {
    Node node = read(0);
    if (at < in.length) {
      throw error("[" + (in.length - at) + "] bytes follow the node");
    }
    return node;
  }

  private Node read(int depth) throws CodecException {
    head();
    return switch (major) {
      case Cbor.UNSIGNED, Cbor.NEGATIVE -> integer();
      case Cbor.BYTES -> Node.of(bytes());
      case Cbor.TEXT -> Node.of(text());
      case Cbor.LIST -> list(deeper(depth));
      case Cbor.MAP -> map(deeper(depth));
      case Cbor.TAG -> link();
      default -> simple();
    };
  }

  private int deeper(int depth) throws CodecException {
    if (depth == limits.maxDepth()) {
      throw error("node is nested deeper than [" + limits.maxDepth() + "]");
    }
    return depth + 1;
  }

  private void head() throws CodecException {
    int first = next();
    major = first >> 5;
    info = first & 0x1f;
    if (info < Cbor.FOLLOWS_1) {
      argument = info;
    } else if (info <= Cbor.FOLLOWS_8) {
      int bytes = 1 << info - Cbor.FOLLOWS_1;
      argument = bigEndian(bytes);
      if (strict && major != Cbor.SIMPLE && !isShortest(bytes)) {
        throw error(
            "argument [" + Long.toUnsignedString(argument) + "] is not in its shortest form");
      }
    } else if (info != Cbor.INDEFINITE) {
      throw error("additional information [" + info + "] is reserved");
    } else if (strict || major < Cbor.BYTES || major > Cbor.MAP) {
      throw error("indefinite length");
    }
  }

  private boolean isShortest(int bytes) {
    long below = bytes == 1 ? Cbor.FOLLOWS_1 : 1L << bytes * 4;
    return Long.compareUnsigned(argument, below) >= 0;
  }

  private long bigEndian(int bytes) throws CodecException {
    require(bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | in[at++] & 0xff;
    }
    return value;
  }

  private Node integer() {
    if (argument >= 0) {
      return Node.of(major == Cbor.NEGATIVE ? ~argument : argument);
    }
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(argument));
    return Node.of(major == Cbor.NEGATIVE ? unsigned.not() : unsigned);
  }

  private byte[] bytes() throws CodecException {
    if (info == Cbor.INDEFINITE) {
      return pieces(Cbor.BYTES);
    }
    int length = length();
    at += length;
    return Arrays.copyOfRange(in, at - length, at);
  }

  private String text() throws CodecException {
    if (info == Cbor.INDEFINITE) {
      byte[] utf8 = pieces(Cbor.TEXT);
      return Utf8.decode(utf8, 0, utf8.length);
    }
    int length = length();
    at += length;
    return Utf8.decode(in, at - length, length);
  }

  /** The pieces of a string of indefinite length, joined. */
  private byte[] pieces(int kind) throws CodecException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    while (!atBreak()) {
      head();
      if (major != kind || info == Cbor.INDEFINITE) {
        throw error("piece of a string is of another kind");
      }
      int length = length();
      joined.write(in, at, length);
      at += length;
    }
    return joined.toByteArray();
  }

  private Node list(int depth) throws CodecException {
    boolean open = info == Cbor.INDEFINITE;
    long count = open ? Long.MAX_VALUE : count(1);
    List<Node> items = new ArrayList<>((int) Math.min(count, FIRST_CAPACITY));
    for (long i = 0; i < count && !(open && atBreak()); i++) {
      items.add(read(depth));
    }
    return Node.of(items);
  }

  private Node map(int depth) throws CodecException {
    boolean open = info == Cbor.INDEFINITE;
    long count = open ? Long.MAX_VALUE : count(2);
    MapNode.Builder map = MapNode.builder();
    int previousAt = -1;
    int previousLength = 0;
    for (long i = 0; i < count && !(open && atBreak()); i++) {
      head();
      if (major != Cbor.TEXT) {
        throw error("key of a map is not text");
      }
      String key = text();
      if (strict) {
        int length = (int) argument;
        if (previousAt >= 0
            && KeyOrder.compare(in, previousAt, previousLength, at - length, length) > 0) {
          throw error("key [" + key + "] is out of order");
        }
        previousAt = at - length;
        previousLength = length;
      }
      if (!map.putIfAbsent(key, read(depth))) {
        throw error("key [" + key + "] stands twice");
      }
    }
    return map.build();
  }

  private Node link() throws CodecException {
    if (argument != Cbor.LINK) {
      throw error("tag [" + Long.toUnsignedString(argument) + "] is not 42");
    }
    head();
    if (major != Cbor.BYTES) {
      throw error("tag 42 is not on bytes");
    }
    byte[] bytes = bytes();
    if (bytes.length == 0 || bytes[0] != 0) {
      throw error("link does not begin with a zero byte");
    }
    try {
      return Node.of(Cid.fromBytes(Arrays.copyOfRange(bytes, 1, bytes.length)));
    } catch (MultiformatException e) {
      throw new CodecException(
          "dag-cbor before byte [" + at + "]: link is not a CID: " + e.getMessage(), e);
    }
  }

  private Node simple() throws CodecException {
    return switch (info) {
      case Cbor.FALSE -> Node.of(false);
      case Cbor.TRUE -> Node.of(true);
      case Cbor.NULL -> Node.NULL;
      case Cbor.FLOAT64 -> number(Double.longBitsToDouble(argument));
      case Cbor.FLOAT32 -> shortNumber(Float.intBitsToFloat((int) argument));
      case Cbor.FLOAT16 -> shortNumber(Float.float16ToFloat((short) argument));
      default -> throw error("simple value [" + argument + "] is not false, true or null");
    };
  }

  private Node shortNumber(double value) throws CodecException {
    if (strict) {
      throw error("float of less than 64 bits");
    }
    return number(value);
  }

  private Node number(double value) throws CodecException {
    if (!Double.isFinite(value)) {
      throw error("float [" + value + "] is not finite");
    }
    return Node.of(value);
  }

  private boolean atBreak() throws CodecException {
    require(1);
    if ((in[at] & 0xff) != Cbor.BREAK) {
      return false;
    }
    at++;
    return true;
  }

  /** The argument as the length of a string whose bytes are all there. */
  private int length() throws CodecException {
    return (int) count(1);
  }

  /** The argument as a count of items, for each of which so many bytes must be left. */
  private long count(int bytesEach) throws CodecException {
    if (Long.compareUnsigned(argument, (in.length - at) / bytesEach) > 0) {
      throw error(
          "length ["
              + Long.toUnsignedString(argument)
              + "] with ["
              + (in.length - at)
              + "] bytes left");
    }
    return argument;
  }

  private int next() throws CodecException {
    require(1);
    return in[at++] & 0xff;
  }

  private void require(int bytes) throws CodecException {
    if (in.length - at < bytes) {
      throw error("node is cut short");
    }
  }

  private CodecException error(String what) {
    return new CodecException("dag-cbor before byte [" + at + "]: " + what);
  }
}
