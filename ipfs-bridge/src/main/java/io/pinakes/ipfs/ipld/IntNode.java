package io.pinakes.ipfs.ipld;

import java.math.BigInteger;

/**
 * An integer of -2^64 to 2^64 - 1, the range of a CBOR head.
 *
 * @param value the value
 */
public record IntNode(BigInteger value) implements Node {
  private static final int CACHED = 256;
  private static final IntNode[] SMALL = new IntNode[2 * CACHED];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = new IntNode(BigInteger.valueOf(i - CACHED));
    }
  }

  /** Checks the range. */
  public IntNode {
    // bitLength leaves out the sign, so that -2^64 has 64 bits as 2^64 - 1 has.
    if (value.bitLength() > Long.SIZE) {
      throw new IllegalArgumentException(
          "integer of [" + value.bitLength() + "] bits is beyond 64 bits and a sign");
    }
  }

  /** Shares the nodes of small numbers: an adverse block is full of them. */
  static IntNode of(long value) {
    return value >= -CACHED && value < CACHED
        ? SMALL[(int) value + CACHED]
        : new IntNode(BigInteger.valueOf(value));
  }

  @Override
  public String kind() {
    return "integer";
  }
}
