package io.pinakes.ingest.sentence;

/** What counts as blank in extracted text: white space of every kind, hard spaces included. */
public final class Blanks {
  private Blanks() {}

  /** Whether a UTF-16 unit is blank; no blank lies outside the basic plane. */
  public static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** The first place from {@code from} on, and before {@code end}, that is not blank; else end. */
  public static int skip(CharSequence text, int from, int end) {
    int at = from;
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The first place from {@code from} on, and before {@code end}, that is blank; else end. */
  public static int wordEnd(CharSequence text, int from, int end) {
    int at = from;
    while (at < end && !isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** {@code end} moved back over blanks, not before {@code start}. */
  public static int trimEnd(CharSequence text, int start, int end) {
    int at = end;
    while (at > start && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
