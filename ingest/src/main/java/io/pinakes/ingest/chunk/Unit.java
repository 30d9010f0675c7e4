package io.pinakes.ingest.chunk;

/**
 * The smallest thing that a passage holds whole: a sentence, a line of code, a row, a short table;
 * or a part of one that is longer than the budget.
 *
 * @param start where it begins, in UTF-16 units
 * @param end where it ends, exclusive
 * @param tokens what it costs
 * @param endsBlock whether a paragraph, item or table ends with it
 * @param sentence whether it may be repeated as overlap
 */
record Unit(int start, int end, int tokens, boolean endsBlock, boolean sentence) {}
