package io.pinakes.query.answer;

import io.pinakes.query.Mark;
import java.util.List;

/**
 * An answer after its citations were checked.
 *
 * @param text the words, without the marks that did not stand
 * @param cited each mark that stood, in the order of the text
 * @param rejected for each that did not: which and why
 */
public record CitedText(String text, List<Cited> cited, List<String> rejected) {
  /** Keeps the lists as they are. */
  public CitedText {
    cited = List.copyOf(cited);
    rejected = List.copyOf(rejected);
  }

  /** For each mark that stood, in the order of the text: where in the passage. */
  public List<Evidence> evidence() {
    return cited.stream().map(Cited::evidence).toList();
  }

  /**
   * A mark that stood.
   *
   * @param evidence where in the passage
   * @param mark where it stands in the text
   * @param heard where it stands in the words as the generator said them
   */
  public record Cited(Evidence evidence, Mark mark, Mark heard) {}

  /**
   * Words of a passage that support a statement.
   *
   * @param passage the passage's number
   * @param start the first code point in the passage's text
   * @param end the code point behind the last
   */
  public record Evidence(int passage, int start, int end) {}
}
