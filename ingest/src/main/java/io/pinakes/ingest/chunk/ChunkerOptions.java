package io.pinakes.ingest.chunk;

/**
 * How large passages are.
 *
 * @param maxTokens the budget of a chunk in the model's tokens: prefix, context line, passage and
 *     special tokens together
 * @param overlapTokens up to how many tokens of whole sentences at the end of a passage are
 *     repeated at the beginning of the next one of the same section
 */
public record ChunkerOptions(int maxTokens, int overlapTokens) {
  /** The smallest budget that leaves room for a passage beside its context line. */
  public static final int MIN_TOKENS = 16;

  /** The best of the sizes that were measured, both for questions and for documents (ADR 0052). */
  public static final ChunkerOptions DEFAULT = new ChunkerOptions(128, 0);

  /** Checks that the numbers are possible. */
  public ChunkerOptions {
    if (maxTokens < MIN_TOKENS || overlapTokens < 0 || overlapTokens > maxTokens / 2) {
      throw new IllegalArgumentException(
          "not a chunk size: tokens [" + maxTokens + "], overlap [" + overlapTokens + "]");
    }
  }

  /** These options with the budget lowered to what a model takes, if it takes less. */
  public ChunkerOptions within(int limit) {
    return limit >= maxTokens
        ? this
        : new ChunkerOptions(limit, Math.min(overlapTokens, limit / 2));
  }
}
