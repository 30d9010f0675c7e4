package io.pinakes.query.generate;

/**
 * A passage as a generator sees it.
 *
 * @param number its number in the prompt, from 1
 * @param title where it is from, for people: path, page, heading
 * @param context what its chunk says of where it stands: title, headings, a long table's header
 * @param text the passage, as it stands in the document
 * @param score how well retrieval ranked it, 0 to 1, comparable within one question
 */
public record NumberedPassage(int number, String title, String context, String text, double score) {
  /** Checks the number. */
  public NumberedPassage {
    if (number < 1) {
      throw new IllegalArgumentException("passages are numbered from 1, not [" + number + "]");
    }
  }

  /** A passage of which no context is known. */
  public NumberedPassage(int number, String title, String text, double score) {
    this(number, title, "", text, score);
  }
}
