package io.pinakes.query;

/**
 * Where words name a source: {@code [1]}, or the number alone where one bracket holds several. A
 * quoted document may hold a {@code [1]} of its own, so that words do not tell which are marks.
 *
 * @param start the first UTF-16 unit
 * @param end the unit behind the last
 */
public record Mark(int start, int end) {
  /** Checks that it is a range. */
  public Mark {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("a mark at [" + start + ", " + end + ")");
    }
  }
}
