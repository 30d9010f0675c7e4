package io.pinakes.query.generate;

/**
 * Text without what no reader sees. Instructions to a language model can be hidden in characters
 * that leave no mark on a page: zero-width ones, direction overrides, the tags block, variation
 * selectors that spell out bytes. None of them reaches a prompt or a terminal.
 */
public final class VisibleText {
  private VisibleText() {}

  /** The text without invisible and control characters; line feeds and tabs stay. */
  public static String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().filter(VisibleText::visible).forEach(visible::appendCodePoint);
    return visible.toString();
  }

  /** The same on one line: every run of blanks is one blank. For titles, paths and headings. */
  public static String line(String text) {
    return of(text).replaceAll("\\s+", " ").strip();
  }

  private static boolean visible(int c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> !selector(c) && !filler(c) && !nonCharacter(c) && !tag(c);
    };
  }

  private static boolean selector(int c) {
    return c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF || c >= 0x180B && c <= 0x180F;
  }

  /** Letters by their class, blank by their look. */
  private static boolean filler(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || c == 0x2800
        || c == 0x3164
        || c == 0xFFA0;
  }

  private static boolean nonCharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
  }

  /** The whole block, so that what Unicode has not yet assigned in it is gone too. */
  private static boolean tag(int c) {
    return c >= 0xE0000 && c <= 0xE0FFF;
  }
}
