package io.pinakes.core.multiformats;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Binary as text, with a first character that says how (multiformats/multibase).
 *
 * <p>Power-of-two bases are bit streams; base 36 and 58 are big-endian numbers with a leading digit
 * 0 for each leading zero byte.
 */
public enum Multibase {
  /** Lower-case hexadecimal. */
  BASE16('f', "0123456789abcdef"),
  /** RFC 4648 base32, lower case, no padding: the text form of CIDv1. */
  BASE32('b', "abcdefghijklmnopqrstuvwxyz234567"),
  /** Lower-case base36: the text form of IPNS names. */
  BASE36('k', "0123456789abcdefghijklmnopqrstuvwxyz"),
  /** Bitcoin's base58: the text form of CIDv0 (there without prefix) and of peer ids. */
  BASE58BTC('z', "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
  /** RFC 4648 base64url, no padding: how Kubo's RPC writes topics. */
  BASE64URL('u', "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

  /** The longest text accepted, in characters: number bases cost time quadratic in it. */
  public static final int MAX_CHARACTERS = 4096;

  private final char prefix;
  private final String alphabet;
  private final int[] values = new int[128];

  Multibase(char prefix, String alphabet) {
    this.prefix = prefix;
    this.alphabet = alphabet;
    Arrays.fill(values, -1);
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = i;
    }
  }

  /** Writes the bytes behind this base's prefix. */
  public String encode(byte[] bytes) {
    return prefix + encodeBare(bytes);
  }

  /** Writes the bytes without a prefix. */
  public String encodeBare(byte[] bytes) {
    int bits = bitsPerCharacter();
    return bits > 0 ? encodeBits(bytes, bits) : encodeNumber(bytes);
  }

  /** Reads text whose first character names its base. */
  public static byte[] decode(String text) {
    if (text.isEmpty()) {
      throw new MultiformatException("empty text has no multibase prefix");
    }
    for (Multibase base : values()) {
      if (base.prefix == text.charAt(0)) {
        return base.decodeBare(text.substring(1));
      }
    }
    throw new MultiformatException("unknown multibase prefix [" + text.charAt(0) + "]");
  }

  /** Reads text of this base without a prefix. */
  public byte[] decodeBare(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new MultiformatException(
          "multibase text of [" + text.length() + "] characters is too long");
    }
    int bits = bitsPerCharacter();
    return bits > 0 ? decodeBits(text, bits) : decodeNumber(text);
  }

  private int bitsPerCharacter() {
    return Integer.bitCount(alphabet.length()) == 1
        ? Integer.numberOfTrailingZeros(alphabet.length())
        : 0;
  }

  private int valueOf(char c) {
    int value = c < values.length ? values[c] : -1;
    if (value < 0) {
      throw new MultiformatException("character [" + c + "] is not of " + name());
    }
    return value;
  }

  private String encodeBits(byte[] bytes, int bits) {
    StringBuilder out = new StringBuilder((bytes.length * 8 + bits - 1) / bits);
    int buffer = 0;
    int held = 0;
    for (byte b : bytes) {
      buffer = buffer << 8 | b & 0xff;
      held += 8;
      while (held >= bits) {
        held -= bits;
        out.append(alphabet.charAt(buffer >>> held & (1 << bits) - 1));
      }
      buffer &= (1 << held) - 1;
    }
    if (held > 0) {
      out.append(alphabet.charAt(buffer << bits - held & (1 << bits) - 1));
    }
    return out.toString();
  }

  private byte[] decodeBits(String text, int bits) {
    byte[] out = new byte[text.length() * bits / 8];
    int at = 0;
    int buffer = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      buffer = buffer << bits | valueOf(text.charAt(i));
      held += bits;
      if (held >= 8) {
        held -= 8;
        out[at++] = (byte) (buffer >>> held);
        buffer &= (1 << held) - 1;
      }
    }
    if (held >= bits || buffer != 0) {
      throw new MultiformatException("text ends in bits that no byte has");
    }
    return out;
  }

  private String encodeNumber(byte[] bytes) {
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    BigInteger base = BigInteger.valueOf(alphabet.length());
    StringBuilder out = new StringBuilder();
    BigInteger rest = new BigInteger(1, bytes);
    while (rest.signum() > 0) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      out.append(alphabet.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    out.repeat(alphabet.charAt(0), zeros);
    return out.reverse().toString();
  }

  private byte[] decodeNumber(String text) {
    int zeros = 0;
    while (zeros < text.length() && text.charAt(zeros) == alphabet.charAt(0)) {
      zeros++;
    }
    BigInteger base = BigInteger.valueOf(alphabet.length());
    BigInteger number = BigInteger.ZERO;
    for (int i = zeros; i < text.length(); i++) {
      number = number.multiply(base).add(BigInteger.valueOf(valueOf(text.charAt(i))));
    }
    byte[] magnitude = number.signum() == 0 ? new byte[0] : number.toByteArray();
    int sign = magnitude.length > 0 && magnitude[0] == 0 ? 1 : 0;
    byte[] out = new byte[zeros + magnitude.length - sign];
    System.arraycopy(magnitude, sign, out, zeros, magnitude.length - sign);
    return out;
  }
}
