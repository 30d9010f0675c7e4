package io.pinakes.query;

import io.pinakes.core.knowledge.Pages;

/**
 * A statement's evidence, checked: the quote is the document's text at that range.
 *
 * @param n the number of the passage in the answer
 * @param context the passage
 * @param start the quote's first Unicode code point in the document's text
 * @param end the code point behind its last
 * @param page the page on which its first words stand, from 1; 0 if the document has none
 * @param quote the words themselves
 * @param mark where the answer's words cite it
 */
public record Citation(
    int n, Context context, int start, int end, int page, String quote, Mark mark) {
  /** Where the quoted words stand. */
  public Place place() {
    Place passage = context.hit().place();
    return new Place(
        passage.document(), passage.path(), start, end, Pages.of(page), passage.heading());
  }
}
