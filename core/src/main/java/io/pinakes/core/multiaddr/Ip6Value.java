package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.MultiformatException;
import java.util.Arrays;

/**
 * Sixteen bytes in the text of RFC 5952: lower case, the longest run of zeros as two colons. An
 * IPv4 address that is mapped ends in dotted decimals; a zone is a part of its own.
 */
final class Ip6Value implements ValueCodec {
  private static final int BYTES = 16;
  private static final int GROUPS = 8;
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
  private static final Ip4Value IP4 = new Ip4Value();

  @Override
  public byte[] parse(String text) {
    int gap = text.indexOf("::");
    byte[] head = gap < 0 ? groups(text, true) : groups(text.substring(0, gap), false);
    byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true);
    int given = head.length + tail.length;
    boolean fits = gap < 0 ? given == BYTES : given <= BYTES - 2;
    if (!fits) {
      throw malformed(text);
    }
    byte[] out = Arrays.copyOf(head, BYTES);
    System.arraycopy(tail, 0, out, BYTES - tail.length, tail.length);
    return out;
  }

  @Override
  public String print(byte[] bytes) {
    if (Arrays.equals(MAPPED, Arrays.copyOf(bytes, MAPPED.length))) {
      return "::ffff:" + Ip4Value.print(bytes, MAPPED.length);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    int from = 0;
    int length = 1; // a single zero is written out
    for (int i = 0; i < GROUPS; i++) {
      int run = zerosFrom(groups, i);
      if (run > length) {
        from = i;
        length = run;
      }
    }
    return length == 1
        ? join(groups, 0, GROUPS)
        : join(groups, 0, from) + "::" + join(groups, from + length, GROUPS);
  }

  private static int zerosFrom(int[] groups, int from) {
    int at = from;
    while (at < GROUPS && groups[at] == 0) {
      at++;
    }
    return at - from;
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < to; i++) {
      out.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return out.toString();
  }

  /** The bytes of groups between colons; the last of the whole may be an IPv4 address. */
  private static byte[] groups(String part, boolean last) {
    if (part.isEmpty()) {
      return new byte[0];
    }
    String[] groups = part.split(":", -1);
    byte[] out = new byte[2 * groups.length];
    int at = 0;
    for (int i = 0; i < groups.length; i++) {
      if (last && i == groups.length - 1 && groups[i].indexOf('.') >= 0) {
        out = Arrays.copyOf(out, at + Ip4Value.BYTES);
        System.arraycopy(IP4.parse(groups[i]), 0, out, at, Ip4Value.BYTES);
        return out;
      }
      int value = hex(groups[i]);
      out[at++] = (byte) (value >> 8);
      out[at++] = (byte) value;
    }
    return out;
  }

  private static int hex(String group) {
    if (group.isEmpty() || group.length() > 4) {
      throw malformed(group);
    }
    int value = 0;
    for (int i = 0; i < group.length(); i++) {
      int digit = group.charAt(i) < 128 ? Character.digit(group.charAt(i), 16) : -1;
      if (digit < 0) {
        throw malformed(group);
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static MultiformatException malformed(String text) {
    return new MultiformatException("[" + text + "] is not an IPv6 address");
  }
}
