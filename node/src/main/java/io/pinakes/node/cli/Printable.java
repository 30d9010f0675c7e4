package io.pinakes.node.cli;

/**
 * Text from documents, made safe for a terminal: control characters could move the cursor, recolour
 * or retitle the window, and characters of direction could reorder a line.
 */
final class Printable {
  private Printable() {}

  /** Keeps line ends and tabs, drops all other control and formatting characters. */
  static String text(String text) {
    return text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !unsafe(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The same on one line. */
  static String line(String text) {
    return text(text).replaceAll("\\s+", " ").strip();
  }

  private static boolean unsafe(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT && c != 0x200d // joins the parts of an emoji
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
