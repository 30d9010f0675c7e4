package io.pinakes.core.multiformats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The digits of a base, all ASCII: from value to character and back. */
final class Alphabet {
  private final byte[] digits;
  private final byte[] values = new byte[128];

  private Alphabet(String digits, boolean caseless) {
    this.digits = digits.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      values[digit] = (byte) i;
      if (caseless) {
        values[Character.toLowerCase(digit)] = (byte) i;
        values[Character.toUpperCase(digit)] = (byte) i;
      }
    }
  }

  static Alphabet of(String digits) {
    return new Alphabet(digits, false);
  }

  /** One that is written in one letter case and read in both. */
  static Alphabet caseless(String digits) {
    return new Alphabet(digits, true);
  }

  /** RFC 4648's 62 letters and digits, and two more. */
  static Alphabet base64(String lastTwo) {
    return of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + lastTwo);
  }

  int size() {
    return digits.length;
  }

  byte digit(int value) {
    return digits[value];
  }

  int value(char digit) {
    int value = digit < values.length ? values[digit] : -1;
    if (value < 0) {
      throw new MultiformatException(
          "character [U+" + Integer.toHexString(digit) + "] is no digit of base " + digits.length);
    }
    return value;
  }
}
