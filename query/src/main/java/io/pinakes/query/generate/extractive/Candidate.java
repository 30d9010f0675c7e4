package io.pinakes.query.generate.extractive;

import java.util.Optional;

/**
 * A sentence, or a row of a table, that may answer.
 *
 * @param passage the number of its passage
 * @param quote where it stands
 * @param header the header row of its table, if the passage holds one
 * @param text what is quoted, without the header
 * @param features what is known of it
 */
public record Candidate(
    int passage, Quote quote, Optional<Quote> header, String text, Features features) {
  /**
   * A part of a passage's text.
   *
   * @param start its first code point
   * @param end the code point behind its last
   */
  public record Quote(int start, int end) {}

  /**
   * What is known of a sentence beside a question; each between 0 and 1, more is better. Its
   * context is what its chunk says of where it stands (title, headings) and its table's header.
   *
   * @param cosine nearness of meaning, below 0 taken as 0
   * @param shared share of the question's words in it or its context, rare words counting more
   * @param kind 1 if it holds something of the kind that is asked for
   * @param names share of the question's names and numbers in it, its context or the sentence
   *     before; 1 if the question has none
   * @param topic the mean cosine of the three nearest of all sentences: whether the passages are
   *     about the question at all
   * @param passage how well retrieval ranked its passage
   */
  public record Features(
      double cosine, double shared, double kind, double names, double topic, double passage) {
    /** Those by which evidence is judged, in the order of the declaration; not the last. */
    public double[] evidence() {
      return new double[] {cosine, shared, kind, names, topic};
    }

    /** Those by which sentences are ordered: cosine, shared, kind, passage. */
    public double[] ranking() {
      return new double[] {cosine, shared, kind, passage};
    }
  }
}
