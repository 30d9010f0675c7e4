package io.pinakes.core.multiformats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A base that is no power of two: the bytes as one big-endian number, behind a digit 0 for each
 * leading zero byte.
 *
 * <p>Numbers are arrays of 32-bit limbs, and several digits are moved at once, as many as a limb
 * holds: names are short, and this is an order of magnitude faster than BigInteger.
 */
final class NumberBase implements TextCodec {
  private static final long LIMB = 0xffff_ffffL;

  private final Alphabet alphabet;
  private final int base;

  /** How many digits are moved at once, and the base to that power, which fits a limb. */
  private final int step;

  private final long power;

  NumberBase(Alphabet alphabet) {
    this.alphabet = alphabet;
    base = alphabet.size();
    int digits = 0;
    long value = 1;
    while (value * base <= LIMB) {
      value *= base;
      digits++;
    }
    step = digits;
    power = value;
  }

  @Override
  public String encode(byte[] bytes) {
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    int[] limbs = limbs(bytes, zeros);
    byte[] out = new byte[zeros + (limbs.length * Integer.SIZE / bitsOfDigit() + 1) + step];
    int at = out.length;
    for (int first = 0; first < limbs.length; ) {
      long rest = divide(limbs, first);
      while (first < limbs.length && limbs[first] == 0) {
        first++;
      }
      for (int i = 0; i < step && (rest > 0 || first < limbs.length); i++) {
        out[--at] = alphabet.digit((int) (rest % base));
        rest /= base;
      }
    }
    Arrays.fill(out, at - zeros, at, alphabet.digit(0));
    return new String(out, at - zeros, out.length - at + zeros, StandardCharsets.ISO_8859_1);
  }

  @Override
  public byte[] decode(String text) {
    int length = text.length();
    if (length > Multibase.MAX_CHARACTERS) {
      throw new MultiformatException("text of [" + length + "] characters is too long");
    }
    int zeros = 0;
    while (zeros < length && alphabet.value(text.charAt(zeros)) == 0) {
      zeros++;
    }
    int[] limbs = new int[(length - zeros) * (bitsOfDigit() + 1) / Integer.SIZE + 1];
    for (int at = zeros; at < length; ) {
      long value = 0;
      long factor = 1;
      for (int end = Math.min(length, at + step); at < end; at++) {
        value = value * base + alphabet.value(text.charAt(at));
        factor *= base;
      }
      multiplyAdd(limbs, factor, value);
    }
    return bytes(limbs, zeros);
  }

  /** The bits that a digit surely holds; it holds less than one more. */
  private int bitsOfDigit() {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(base);
  }

  /** Big-endian limbs of the bytes from there, which do not begin with a zero. */
  private static int[] limbs(byte[] bytes, int from) {
    int[] limbs = new int[(bytes.length - from + 3) / 4];
    for (int i = bytes.length - 1, bit = 0; i >= from; i--, bit += Byte.SIZE) {
      limbs[limbs.length - 1 - bit / Integer.SIZE] |= (bytes[i] & 0xff) << bit % Integer.SIZE;
    }
    return limbs;
  }

  /** Divides in place by {@link #power}, from the first limb that is not zero; the rest returns. */
  private long divide(int[] limbs, int first) {
    long rest = 0;
    for (int i = first; i < limbs.length; i++) {
      long dividend = rest << Integer.SIZE | limbs[i] & LIMB;
      limbs[i] = (int) Long.divideUnsigned(dividend, power);
      rest = Long.remainderUnsigned(dividend, power);
    }
    return rest;
  }

  private static void multiplyAdd(int[] limbs, long factor, long summand) {
    long carry = summand;
    for (int i = limbs.length - 1; i >= 0; i--) {
      carry += (limbs[i] & LIMB) * factor;
      limbs[i] = (int) carry;
      carry >>>= Integer.SIZE;
    }
  }

  /** The number's bytes without leading zeros, behind as many zeros as the text had. */
  private static byte[] bytes(int[] limbs, int zeros) {
    int size = limbs.length * Integer.BYTES;
    int first = 0;
    while (first < size && byteAt(limbs, first) == 0) {
      first++;
    }
    byte[] out = new byte[zeros + size - first];
    for (int i = first; i < size; i++) {
      out[zeros + i - first] = byteAt(limbs, i);
    }
    return out;
  }

  private static byte byteAt(int[] limbs, int index) {
    return (byte) (limbs[index / Integer.BYTES] >>> 24 - 8 * (index % Integer.BYTES));
  }
}
