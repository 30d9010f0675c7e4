package io.pinakes.ingest.chunk;

/**
 * UTF-16 offsets to code points. Counts from the place asked for last, so that asking in reading
 * order costs one pass over the text in all.
 */
final class CodePoints {
  private final String text;
  private int units;
  private int points;

  CodePoints(String text) {
    this.text = text;
  }

  /** How many code points stand before {@code offset}. */
  int at(int offset) {
    points +=
        offset >= units ? text.codePointCount(units, offset) : -text.codePointCount(offset, units);
    units = offset;
    return points;
  }
}
