package io.pinakes.vectorstore;

/**
 * BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), in the form of
 * Lucene: {@code idf * tf / (tf + k1 * (1 - b + b * length / average))}, without the constant
 * numerator {@code k1 + 1}.
 *
 * @param k1 how slowly repetition saturates, 0 or more
 * @param b how much length counts, 0 to 1
 * @param contextBoost weight of a second score over the context line alone (title and heading
 *     path), added to that over the whole chunk; 0 leaves it out
 */
public record TextScoring(float k1, float b, float contextBoost) {
  /** Anserini's flat setting, which reaches nDCG@10 0.6789 on SciFact. */
  public static final TextScoring DEFAULT = new TextScoring(0.9f, 0.4f, 0f);

  /** Checks the ranges. */
  public TextScoring {
    if (!(k1 >= 0 && k1 <= 100)
        || !(b >= 0 && b <= 1)
        || !(contextBoost >= 0)
        || contextBoost > 100) {
      throw new IllegalArgumentException(
          "text scoring [k1 " + k1 + ", b " + b + ", context boost " + contextBoost + "]");
    }
  }
}
