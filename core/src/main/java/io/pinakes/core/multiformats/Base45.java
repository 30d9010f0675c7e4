package io.pinakes.core.multiformats;

import java.nio.charset.StandardCharsets;

/**
 * Base45 (RFC 9285): two bytes become three digits, a last single one two, least significant digit
 * first.
 */
final class Base45 implements TextCodec {
  private static final Alphabet ALPHABET =
      Alphabet.of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:");
  private static final int BASE = 45;

  @Override
  public String encode(byte[] bytes) {
    byte[] out = new byte[bytes.length / 2 * 3 + bytes.length % 2 * 2];
    int at = 0;
    for (int i = 0; i < bytes.length; i += 2) {
      boolean pair = i + 1 < bytes.length;
      int value = pair ? (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff : bytes[i] & 0xff;
      for (int digits = pair ? 3 : 2; digits > 0; digits--) {
        out[at++] = ALPHABET.digit(value % BASE);
        value /= BASE;
      }
    }
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  @Override
  public byte[] decode(String text) {
    int length = text.length();
    if (length % 3 == 1) {
      throw new MultiformatException("base45 has no text of [" + length + "] characters");
    }
    byte[] out = new byte[length / 3 * 2 + length % 3 / 2];
    int at = 0;
    for (int i = 0; i < length; i += 3) {
      boolean pair = i + 2 < length;
      int value = ALPHABET.value(text.charAt(i)) + BASE * ALPHABET.value(text.charAt(i + 1));
      if (pair) {
        value += BASE * BASE * ALPHABET.value(text.charAt(i + 2));
        if (value <= 0xffff) {
          out[at++] = (byte) (value >> 8);
        }
      }
      if (value > (pair ? 0xffff : 0xff)) {
        throw new MultiformatException("base45 group [" + value + "] is no " + (pair ? 2 : 1));
      }
      out[at++] = (byte) value;
    }
    return out;
  }
}
