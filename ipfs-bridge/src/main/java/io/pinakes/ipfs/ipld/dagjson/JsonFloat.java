package io.pinakes.ipfs.ipld.dagjson;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The spelling of floats that Go and JavaScript agree on: the shortest digits that read back to the
 * same number, plain from 1e-6 up to below 1e21, with an exponent outside; and always a point or an
 * exponent, so that no float reads as an integer.
 */
final class JsonFloat {
  private static final int MIN_PLAIN_EXPONENT = -6;
  private static final int MAX_PLAIN_EXPONENT = 20;

  private JsonFloat() {}

  static String spell(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(value);
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= MIN_PLAIN_EXPONENT && exponent <= MAX_PLAIN_EXPONENT) {
      String plain = shortest.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = shortest.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e" : "e+")
        + exponent;
  }

  /** Java's own digits are the shortest, too (JDK 19 and later), but are never fewer than two. */
  private static BigDecimal shortest(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (digits.precision() == 2) {
      BigDecimal one = digits.round(new MathContext(1));
      if (one.doubleValue() == value) {
        return one;
      }
    }
    return digits;
  }
}
