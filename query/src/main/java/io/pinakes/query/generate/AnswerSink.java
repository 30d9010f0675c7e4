package io.pinakes.query.generate;

/** Takes an answer as it comes. */
public interface AnswerSink {
  /** Takes the next words; they cite passages as {@code [n]}. Never splits a character. */
  void text(String piece);

  /**
   * Takes the next sentence as a quotation.
   *
   * @param passage the number of the passage, from 1
   * @param start the first code point, counted in the passage's text
   * @param end the code point behind the last
   */
  void quote(int passage, int start, int end);
}
