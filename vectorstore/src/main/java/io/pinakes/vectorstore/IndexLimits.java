package io.pinakes.vectorstore;

/** What an index takes, and why no more. */
public final class IndexLimits {
  /** A key, tag or date in UTF-8 bytes: CIDs are 59, and a term must stay far below 32,766. */
  public static final int MAX_KEY_BYTES = 512;

  /** A path in UTF-8 bytes: what common file systems allow. */
  public static final int MAX_PATH_BYTES = 4_096;

  /** Components a vector: above all embedding models that are served on one machine. */
  public static final int MAX_DIMENSION = 4_096;

  /**
   * Distinct terms that are taken from a question: a pasted page must not become 10,000 searches.
   */
  public static final int MAX_QUERY_TERMS = 256;

  /** Characters of a question that are analysed at all; the rest is ignored. */
  public static final int MAX_QUERY_CHARS = 32_768;

  /** Hits that one search may ask for: each holds memory and a read of the full vector. */
  public static final int MAX_HITS = 10_000;

  /** UTF-16 units of one filter expression. */
  public static final int MAX_FILTER_CHARS = 8_192;

  private IndexLimits() {}

  /** Returns {@code k} if that many hits may be asked for. */
  public static int requireHits(int k) {
    if (k < 1 || k > MAX_HITS) {
      throw new IllegalArgumentException("[" + k + "] hits, 1 to [" + MAX_HITS + "] can be asked");
    }
    return k;
  }
}
