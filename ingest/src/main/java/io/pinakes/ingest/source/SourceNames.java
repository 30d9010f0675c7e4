package io.pinakes.ingest.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * Names of files as text that is the same on every machine: UTF-8 and then NFC.
 *
 * <p>A name whose bytes are not UTF-8 gets {@code \xff} for each byte that belongs to no character,
 * and {@code \\} for each backslash, so that no two such names become one. Names that are UTF-8 are
 * left as they are, backslashes included.
 */
final class SourceNames {
  /** By code point, which is the order of the UTF-8 bytes; {@code String} compares UTF-16 units. */
  static final Comparator<String> ORDER = SourceNames::compareCodePoints;

  private SourceNames() {}

  /**
   * The last name of a path, as its bytes say in UTF-8, whatever the process believes the encoding
   * of file names to be; escaped if they are not UTF-8; not normalised.
   */
  static String rawName(Path path) {
    String name = String.valueOf(path.getFileName());
    if (name.indexOf('\uFFFD') < 0) {
      return name;
    }
    // In a process whose locale is not UTF-8 the name lost its bytes, but the URI still has them.
    String uri = path.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    return percentDecoded(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
  }

  static String nfc(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static String percentDecoded(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) Integer.parseInt(text, i + 1, i + 3, 16);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return text(ByteBuffer.wrap(bytes, 0, length));
  }

  private static String text(ByteBuffer bytes) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    CharBuffer decoded = CharBuffer.allocate(bytes.remaining());
    CoderResult result = utf8.decode(bytes, decoded, true);
    if (result.isUnderflow()) {
      return decoded.flip().toString();
    }
    StringBuilder text = new StringBuilder();
    while (true) {
      text.append(decoded.flip().toString().replace("\\", "\\\\"));
      if (result.isUnderflow()) {
        return text.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.append("\\x").append(HexFormat.of().toHexDigits(bytes.get()));
      }
      decoded.clear();
      result = utf8.reset().decode(bytes, decoded, true);
    }
  }

  private static int compareCodePoints(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates stand for code points above all other units.
        boolean xHigh = Character.isSurrogate(x);
        boolean yHigh = Character.isSurrogate(y);
        return xHigh == yHigh ? Character.compare(x, y) : Boolean.compare(xHigh, yHigh);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
