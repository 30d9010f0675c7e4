package io.pinakes.ipfs.ipld;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Bytes.
 *
 * <p>The array is shared, not copied, because a block of vectors is a megabyte of it: who makes the
 * node and who reads it leave the array unchanged.
 *
 * @param value the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by value below, and shared on purpose
public record BytesNode(byte[] value) implements Node {
  private static final int SHOWN = 32;

  /** Refuses null. */
  public BytesNode {
    Objects.requireNonNull(value);
  }

  @Override
  public String kind() {
    return "bytes";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BytesNode that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    String start = HexFormat.of().formatHex(value, 0, Math.min(value.length, SHOWN));
    return "BytesNode[" + start + (value.length > SHOWN ? "… " + value.length + " bytes]" : "]");
  }
}
