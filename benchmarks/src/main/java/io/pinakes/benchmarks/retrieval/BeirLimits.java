package io.pinakes.benchmarks.retrieval;

/**
 * What a collection may hold, so that a wrong file ends in a sentence and not in a full memory. The
 * largest BEIR collection that fits a desk (NQ, 2.7 million passages, 1.4 GB) is within them.
 *
 * @param maxLineBytes the longest line of any file
 * @param maxDocuments the most documents
 * @param maxCorpusBytes the largest corpus file
 * @param maxQueries the most questions
 * @param maxJudgements the most lines of one judgement file
 */
public record BeirLimits(
    int maxLineBytes, int maxDocuments, long maxCorpusBytes, int maxQueries, int maxJudgements) {
  /** The limits of the command line. */
  public static final BeirLimits DEFAULT =
      new BeirLimits(16 << 20, 10_000_000, 4L << 30, 1_000_000, 20_000_000);
}
