package io.pinakes.core.multiformats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Unsigned varint: seven bits a byte, least significant group first, at most nine bytes, minimal.
 *
 * <p>Source: multiformats/unsigned-varint. Values are therefore 0 to 2^63 - 1 and fit a {@code
 * long}.
 */
public final class Varint {
  /** The longest encoding that the specification allows, in bytes. */
  public static final int MAX_BYTES = 9;

  private Varint() {}

  /** Returns how many bytes the value takes, 1 to 9. */
  public static int size(long value) {
    requireUnsigned(value);
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  /** Appends the value. */
  public static void write(long value, ByteArrayOutputStream out) {
    requireUnsigned(value);
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Writes the value at an offset, and returns the offset behind it. */
  public static int write(long value, byte[] out, int offset) {
    requireUnsigned(value);
    int at = offset;
    long rest = value;
    while (rest >= 0x80) {
      out[at++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out[at++] = (byte) rest;
    return at;
  }

  /** Returns the value's encoding. */
  public static byte[] encode(long value) {
    byte[] out = new byte[size(value)];
    write(value, out, 0);
    return out;
  }

  /**
   * Reads one varint and moves the buffer's position behind it.
   *
   * @throws MultiformatException if the buffer ends first, the encoding is over nine bytes, or it
   *     is not the shortest
   */
  public static long read(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < MAX_BYTES; i++) {
      if (!in.hasRemaining()) {
        throw new MultiformatException("varint ends after [" + i + "] bytes");
      }
      int b = in.get();
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        if (b == 0 && i > 0) {
          throw new MultiformatException("varint is not minimal");
        }
        return value;
      }
    }
    throw new MultiformatException("varint is longer than [" + MAX_BYTES + "] bytes");
  }

  private static void requireUnsigned(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("varint cannot hold [" + value + "]");
    }
  }
}
