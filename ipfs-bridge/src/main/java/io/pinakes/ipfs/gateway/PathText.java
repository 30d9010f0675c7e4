package io.pinakes.ipfs.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names in URLs: percent signs, both ways. */
final class PathText {
  private static final String PLAIN = "-_.~!$&'()*+,;=:@";

  private PathText() {}

  /** A segment as it was meant; a plus stays a plus. */
  static String decode(String segment) throws GatewayException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
    byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        bytes.write(raw[i]);
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw GatewayException.badRequest("the path has a percent sign that encodes nothing");
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw GatewayException.badRequest("the path is not UTF-8");
    }
  }

  /** A segment as it stands in a URL. */
  static String encode(String segment) {
    StringBuilder url = new StringBuilder(segment.length());
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        url.append(c);
      } else {
        url.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    return url.toString();
  }

  /** As text between tags and within quotes of an HTML page. */
  static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }
}
