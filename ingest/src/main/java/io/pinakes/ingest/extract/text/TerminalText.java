package io.pinakes.ingest.extract.text;

/**
 * Text as a terminal shows it, without what tells the terminal how: escape sequences (ECMA-48), and
 * characters that are struck over, as pages of manuals have them for bold. Takes time in proportion
 * to the text, whatever it is.
 */
final class TerminalText {
  private static final char ESCAPE = 0x1B;
  private static final char BELL = 0x07;

  private TerminalText() {}

  static String plain(String text) {
    if (text.indexOf(ESCAPE) < 0 && text.indexOf('\b') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == ESCAPE) {
        i = behindSequence(text, i + 1);
        continue;
      }
      if (c != '\b') {
        out.append(c);
      } else if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
        int last = out.codePointBefore(out.length());
        out.setLength(out.length() - Character.charCount(last));
      }
      i++;
    }
    return out.toString();
  }

  /** Where the text goes on; a sequence that is broken off ends where its line or text does. */
  private static int behindSequence(String text, int at) {
    if (at == text.length()) {
      return at;
    }
    return switch (text.charAt(at)) {
      case '[' -> behind(text, behindAll(text, at + 1, ' ', '?'), '@', '~');
      case ']', 'P', 'X', '^', '_' -> behindString(text, at + 1);
      default -> behind(text, behindAll(text, at, ' ', '/'), '0', '~');
    };
  }

  private static int behindAll(String text, int from, char least, char most) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= least && text.charAt(at) <= most) {
      at++;
    }
    return at;
  }

  private static int behind(String text, int at, char least, char most) {
    boolean ends = at < text.length() && text.charAt(at) >= least && text.charAt(at) <= most;
    return ends ? at + 1 : at;
  }

  /** Of a title or a link: to a bell, or an escape with a backslash. */
  private static int behindString(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n') {
      if (text.charAt(at) == BELL) {
        return at + 1;
      }
      if (text.charAt(at) == ESCAPE) {
        return at + 1 < text.length() && text.charAt(at + 1) == '\\' ? at + 2 : at;
      }
      at++;
    }
    return at;
  }
}
