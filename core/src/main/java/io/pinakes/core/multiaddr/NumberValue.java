package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.MultiformatException;

/**
 * A number of one or two bytes, most significant first, in decimal.
 *
 * @param bytes 1 or 2
 */
record NumberValue(int bytes) implements ValueCodec {
  static final NumberValue BYTE = new NumberValue(1);
  static final NumberValue PORT = new NumberValue(2);

  private static final int MAX_DIGITS = 5;

  @Override
  public byte[] parse(String text) {
    int value = digits(text, MAX_DIGITS);
    if (value < 0 || value >= 1 << Byte.SIZE * bytes) {
      throw new MultiformatException("[" + text + "] is not a number of [" + bytes + "] bytes");
    }
    return bytes == 1 ? new byte[] {(byte) value} : new byte[] {(byte) (value >> 8), (byte) value};
  }

  @Override
  public String print(byte[] value) {
    return Integer.toString(at(value, 0, bytes));
  }

  static int at(byte[] value, int from, int bytes) {
    return bytes == 1 ? value[from] & 0xff : (value[from] & 0xff) << 8 | value[from + 1] & 0xff;
  }

  /** The number of one to so many ASCII digits, -1 if they are not. */
  static int digits(String text, int most) {
    int value = text.isEmpty() || text.length() > most ? -1 : 0;
    for (int i = 0; i < text.length() && value >= 0; i++) {
      int digit = text.charAt(i) - '0';
      value = digit >= 0 && digit <= 9 ? 10 * value + digit : -1;
    }
    return value;
  }
}
