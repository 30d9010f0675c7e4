package io.pinakes.ipfs.car;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes as Go's fuzzer keeps them: a line {@code []byte("…")} with Go's escapes. */
final class GoQuoted {
  private static final String ESCAPES = "abfnrtv\\\"";
  private static final byte[] ESCAPED = {7, '\b', '\f', '\n', '\r', '\t', 11, '\\', '"'};

  private GoQuoted() {}

  static byte[] bytesIn(String file) {
    String quoted =
        file.lines().filter(line -> line.startsWith("[]byte(\"")).findFirst().orElseThrow();
    String text = quoted.substring("[]byte(\"".length(), quoted.lastIndexOf("\")"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c != '\\') {
        out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(c);
        continue;
      }
      char escape = text.charAt(at + 1);
      if (escape == 'x') {
        out.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
        at += 4;
      } else if (escape == 'u') {
        int unit = Integer.parseInt(text.substring(at + 2, at + 6), 16);
        out.writeBytes(Character.toString(unit).getBytes(StandardCharsets.UTF_8));
        at += 6;
      } else if (ESCAPES.indexOf(escape) >= 0) {
        out.write(ESCAPED[ESCAPES.indexOf(escape)]);
        at += 2;
      } else {
        throw new AssertionError("escape [" + escape + "] is not known");
      }
    }
    return out.toByteArray();
  }
}
