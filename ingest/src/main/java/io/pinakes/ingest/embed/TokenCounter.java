package io.pinakes.ingest.embed;

/**
 * How many tokens a model sees when a passage is embedded. Safe for use by many threads at once,
 * and pure: a text always has the same count.
 */
public interface TokenCounter {
  /**
   * Tokens of {@code passage} as it would enter the model: the passage prefix, the text and all
   * special tokens. Never stops at a limit.
   */
  int count(String passage);

  /** The most tokens that the model takes, counted as {@link #count} does. */
  int limit();

  /** Names the tokenizer and the passage prefix: counters of equal names count alike. */
  String name();
}
