package io.pinakes.ingest.extract.build;

import java.text.Normalizer;

/**
 * Text as every document has it: NFC, {@code \n} line ends, no control characters besides {@code
 * \n} and {@code \t}, no lone surrogates, nothing invisible that would part words from what is
 * searched (soft hyphens, zero-width spaces, byte order marks).
 */
public final class CleanText {
  private static final int REPLACEMENT = 0xFFFD;

  private CleanText() {}

  /**
   * Running text: white space collapsed to one space, and where it holds a {@code \n}, to one
   * {@code \n}. No white space at either end.
   */
  public static String prose(CharSequence raw) {
    if (isCleanProse(raw)) {
      return raw.toString();
    }
    StringBuilder out = new StringBuilder(raw.length());
    boolean space = false;
    boolean line = false;
    int i = 0;
    while (i < raw.length()) {
      int c = Character.codePointAt(raw, i);
      i += Character.charCount(c);
      if (isLineEnd(c)) {
        line = true;
      } else if (isSpace(c)) {
        space = true;
      } else if (!isDropped(c)) {
        if (out.length() > 0 && (line || space)) {
          out.append(line ? '\n' : ' ');
        }
        line = false;
        space = false;
        out.appendCodePoint(isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return nfc(out.toString());
  }

  /** Like {@link #prose}, on one line. */
  public static String line(CharSequence raw) {
    return prose(raw).replace('\n', ' ');
  }

  /** Preformatted text: inner white space kept, blank lines at both ends and line tails dropped. */
  public static String code(CharSequence raw) {
    StringBuilder out = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      int c = Character.codePointAt(raw, i);
      i += Character.charCount(c);
      if (c == '\r' && i < raw.length() && raw.charAt(i) == '\n') {
        continue;
      }
      if (isLineEnd(c)) {
        endLine(out);
      } else if (c == '\t' || c == ' ' || !isDropped(c)) {
        out.appendCodePoint(isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    endLine(out);
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == '\n') {
      end--;
    }
    return nfc(out.substring(0, end));
  }

  /** Drops the spaces at the end of the last line and adds a line end, except on blank text. */
  private static void endLine(StringBuilder out) {
    int end = out.length();
    while (end > 0 && isSpace(out.charAt(end - 1)) && out.charAt(end - 1) != '\n') {
      end--;
    }
    out.setLength(end);
    if (end > 0) {
      out.append('\n');
    }
  }

  /** Bytes that the text has as UTF-8; it has no lone surrogates. */
  static long utf8Length(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // A surrogate is half of a code point of four bytes.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  private static String nfc(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x300) {
        // Below, nothing composes.
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  /** The common case: printable ASCII with single spaces. */
  private static boolean isCleanProse(CharSequence raw) {
    boolean space = true;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == ' ' ? space : c <= ' ' || c > '~') {
        return false;
      }
      space = c == ' ';
    }
    return raw.length() == 0 || !space;
  }

  private static boolean isLineEnd(int c) {
    return c == '\n'
        || c == '\r'
        || c == 0x0B
        || c == 0x0C
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static boolean isDropped(int c) {
    return Character.getType(c) == Character.CONTROL
        || c == 0xAD
        || c == 0x200B
        || c == 0x2060
        || c == 0xFEFF
        || (c & 0xFFFE) == 0xFFFE;
  }
}
