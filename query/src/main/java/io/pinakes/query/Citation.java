package io.pinakes.query;

/**
 * A statement's evidence, checked: the quote is the document's text at that range.
 *
 * @param n the number of the passage in the answer
 * @param context the passage
 * @param start the quote's first Unicode code point in the document's text
 * @param end the code point behind its last
 * @param quote the words themselves
 * @param mark where the answer's words cite it
 */
public record Citation(int n, Context context, int start, int end, String quote, Mark mark) {}
