package io.pinakes.query.answer;

import java.util.List;

/**
 * An answer after its citations were checked.
 *
 * @param text the words, without the marks that did not stand
 * @param evidence for each mark that stood, in the order of the text: where in the passage
 * @param rejected for each that did not: which and why
 */
public record CitedText(String text, List<Evidence> evidence, List<String> rejected) {
  /** Keeps the lists as they are. */
  public CitedText {
    evidence = List.copyOf(evidence);
    rejected = List.copyOf(rejected);
  }

  /**
   * Words of a passage that support a statement.
   *
   * @param passage the passage's number
   * @param start the first code point in the passage's text
   * @param end the code point behind the last
   */
  public record Evidence(int passage, int start, int end) {}
}
