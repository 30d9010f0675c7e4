package io.pinakes.query.generate.extractive;

/**
 * A sentence that may answer.
 *
 * @param passage the number of its passage
 * @param start its first code point in the passage's text
 * @param end the code point behind its last
 * @param text the sentence
 * @param features what is known of it
 */
public record Candidate(int passage, int start, int end, String text, Features features) {
  /**
   * What is known of a sentence beside a question; each between 0 and 1, more is better.
   *
   * @param cosine nearness of meaning, below 0 taken as 0
   * @param shared share of the question's words in it, rare words counting more
   * @param around the same in the sentence and its neighbours
   * @param inPassage the same in its whole passage
   * @param kind 1 if it holds something of the kind that is asked for
   * @param names share of the question's names and numbers in its passage; 1 if it has none
   * @param passage how well retrieval ranked its passage
   */
  public record Features(
      double cosine,
      double shared,
      double around,
      double inPassage,
      double kind,
      double names,
      double passage) {
    /** All of them in the order of the declaration. */
    public double[] values() {
      return new double[] {cosine, shared, around, inPassage, kind, names, passage};
    }
  }
}
