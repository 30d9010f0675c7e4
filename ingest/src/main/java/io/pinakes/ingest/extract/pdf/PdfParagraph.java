package io.pinakes.ingest.extract.pdf;

/**
 * Lines of a page that belong together.
 *
 * @param page from 1
 * @param type that its first line is set in
 * @param top base line of its first line, in points from the top of the page
 * @param bottom base line of its last
 * @param lines how many
 * @param text their words
 */
record PdfParagraph(int page, PdfType type, float top, float bottom, int lines, String text) {
  private static final int MAX_HEADING_CHARS = 200;
  private static final int MAX_HEADING_LINES = 3;

  /** A list of names has more commas than this. */
  private static final int MAX_HEADING_COMMAS = 2;

  /** Of the characters of a heading, so many in ten are letters at least. */
  private static final int LETTERS_IN_TEN = 6;

  float size() {
    return type.size();
  }

  boolean isShort() {
    return lines <= MAX_HEADING_LINES
        && text.length() <= MAX_HEADING_CHARS
        && isWorded()
        && text.chars().filter(c -> c == ',').count() <= MAX_HEADING_COMMAS
        && ".,;".indexOf(text.charAt(text.length() - 1)) < 0;
  }

  private boolean isWorded() {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long marks = text.codePoints().filter(c -> !Character.isWhitespace(c)).count();
    return letters >= 2 && letters * 10 >= marks * LETTERS_IN_TEN;
  }

  /** Whether the other goes on with this heading on its next line. */
  boolean goesOnWith(PdfParagraph next) {
    float distance = next.top - bottom;
    return page == next.page
        && size() == next.size()
        && distance > 0
        && distance <= Paragraphs.GAP * size()
        && lines + next.lines <= MAX_HEADING_LINES;
  }

  PdfParagraph with(PdfParagraph next) {
    return new PdfParagraph(
        page, type, top, next.bottom, lines + next.lines, text + " " + next.text);
  }
}
