package io.pinakes.ingest.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Comparator;

/** Names of files as text that is the same on every machine. */
final class SourceNames {
  /** By code point, which is the order of the UTF-8 bytes; {@code String} compares UTF-16 units. */
  static final Comparator<String> ORDER = SourceNames::compareCodePoints;

  private SourceNames() {}

  /**
   * The last name of a path, as its bytes say in UTF-8, whatever the process believes the encoding
   * of file names to be; not normalised.
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
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
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
