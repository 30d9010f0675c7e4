package io.pinakes.core.multiformats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A base of 2<sup>n</sup> digits: the bytes as one stream of bits, cut every n, the last piece
 * filled with zeros (RFC 4648).
 *
 * @param alphabet the digits
 * @param bits n, 1 to 6
 * @param group how many characters the text is padded to a multiple of, 0 for no padding
 */
record BitBase(Alphabet alphabet, int bits, int group) implements TextCodec {
  private static final byte PAD = '=';

  @Override
  public String encode(byte[] bytes) {
    int length = (int) (((long) bytes.length * Byte.SIZE + bits - 1) / bits);
    byte[] out = new byte[padded(length)];
    int at = 0;
    int buffer = 0;
    int held = 0;
    for (byte b : bytes) {
      buffer = buffer << Byte.SIZE | b & 0xff;
      held += Byte.SIZE;
      while (held >= bits) {
        held -= bits;
        out[at++] = alphabet.digit(buffer >>> held & mask(bits));
      }
      buffer &= mask(held);
    }
    if (held > 0) {
      out[at++] = alphabet.digit(buffer << bits - held & mask(bits));
    }
    Arrays.fill(out, at, out.length, PAD);
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  @Override
  public byte[] decode(String text) {
    int length = group == 0 ? text.length() : withoutPadding(text);
    byte[] out = new byte[(int) ((long) length * bits / Byte.SIZE)];
    int at = 0;
    int buffer = 0;
    int held = 0;
    for (int i = 0; i < length; i++) {
      buffer = buffer << bits | alphabet.value(text.charAt(i));
      held += bits;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        out[at++] = (byte) (buffer >>> held);
        buffer &= mask(held);
      }
    }
    if (held >= bits || buffer != 0) {
      throw new MultiformatException("text ends in bits that no byte has");
    }
    return out;
  }

  private int padded(int length) {
    return group == 0 ? length : (length + group - 1) / group * group;
  }

  private int withoutPadding(String text) {
    int length = text.length();
    while (length > 0 && text.charAt(length - 1) == PAD) {
      length--;
    }
    if (padded(length) != text.length()) {
      throw new MultiformatException(
          "text of [" + length + "] digits is not padded to a multiple of [" + group + "]");
    }
    return length;
  }

  private static int mask(int bits) {
    return (1 << bits) - 1;
  }
}
