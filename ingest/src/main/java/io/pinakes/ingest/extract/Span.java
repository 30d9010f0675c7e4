package io.pinakes.ingest.extract;

/**
 * A part of a document's text and its role. Build with the factories.
 *
 * @param kind the role
 * @param start first code point in the text
 * @param end code point after the last; never equal to {@code start}
 * @param level of a heading 1 (highest) to 6; of a list item its depth from 1; else 0
 * @param page from 1, where the span begins; 0 if the format has no pages
 * @param table for rows and captions: which table of the document, from 1; else 0
 * @param header for rows: whether the row names the columns, to be repeated where a table is split
 */
public record Span(Kind kind, int start, int end, int level, int page, int table, boolean header) {

  /** What a part of a text is. */
  public enum Kind {
    /** The title of a section; the text up to the next heading of its level or a higher one. */
    HEADING,
    /** Running text. */
    PARAGRAPH,
    /** One item of a list, without the items nested in it. */
    LIST_ITEM,
    /** What a table says of itself; stands before its rows. */
    TABLE_CAPTION,
    /** One row of a table, its cells joined by {@code " | "}. */
    TABLE_ROW,
    /** Preformatted text, its line ends kept. */
    CODE
  }

  /** Checks the numbers. */
  public Span {
    boolean tabular = kind == Kind.TABLE_ROW || kind == Kind.TABLE_CAPTION;
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("not a range: [" + start + ", " + end + ")");
    }
    if (level < 0 || page < 0 || table < 0 || tabular != table > 0) {
      throw new IllegalArgumentException(
          "not a " + kind + ": level [" + level + "], page [" + page + "], table [" + table + "]");
    }
    if (kind == Kind.HEADING && (level < 1 || level > 6)) {
      throw new IllegalArgumentException("not the level of a heading: [" + level + "]");
    }
  }

  /** A heading of level 1 to 6. */
  public static Span heading(int start, int end, int level, int page) {
    return new Span(Kind.HEADING, start, end, level, page, 0, false);
  }

  /** Running text. */
  public static Span paragraph(int start, int end, int page) {
    return new Span(Kind.PARAGRAPH, start, end, 0, page, 0, false);
  }

  /** An item of a list at a depth from 1. */
  public static Span listItem(int start, int end, int depth, int page) {
    return new Span(Kind.LIST_ITEM, start, end, depth, page, 0, false);
  }

  /** Preformatted text. */
  public static Span code(int start, int end, int page) {
    return new Span(Kind.CODE, start, end, 0, page, 0, false);
  }

  /** The caption of a table. */
  public static Span caption(int start, int end, int page, int table) {
    return new Span(Kind.TABLE_CAPTION, start, end, 0, page, table, false);
  }

  /** A row of a table. */
  public static Span row(int start, int end, int page, int table, boolean header) {
    return new Span(Kind.TABLE_ROW, start, end, 0, page, table, header);
  }
}
