package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.MultiformatException;

/**
 * Four bytes as dotted decimals. A leading zero is refused: some read it as octal. Nothing is ever
 * looked up, as the JDK's own parser would for a name.
 */
final class Ip4Value implements ValueCodec {
  static final int BYTES = 4;

  @Override
  public byte[] parse(String text) {
    String[] decimals = text.split("\\.", -1);
    if (decimals.length != BYTES) {
      throw new MultiformatException("[" + text + "] is not an IPv4 address");
    }
    byte[] out = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      boolean leadingZero = decimals[i].length() > 1 && decimals[i].charAt(0) == '0';
      int value = leadingZero ? -1 : NumberValue.digits(decimals[i], 3);
      if (value < 0 || value > 0xff) {
        throw new MultiformatException("[" + text + "] is not an IPv4 address");
      }
      out[i] = (byte) value;
    }
    return out;
  }

  @Override
  public String print(byte[] bytes) {
    return print(bytes, 0);
  }

  static String print(byte[] bytes, int from) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < from + BYTES; i++) {
      out.append(i > from ? "." : "").append(bytes[i] & 0xff);
    }
    return out.toString();
  }
}
