package io.pinakes.vectorstore.lucene;

import java.util.Comparator;
import java.util.List;

/**
 * A document of Lucene with its final score.
 *
 * @param doc its number in the whole reader
 */
record ScoredDoc(int doc, float score) {
  static final Comparator<ScoredDoc> BEST_FIRST =
      Comparator.comparingDouble(ScoredDoc::score).reversed().thenComparingInt(ScoredDoc::doc);

  /**
   * Sorts and cuts, but keeps those that are as good as the last: which of them stay is not for
   * Lucene's numbering to decide.
   *
   * @param docs modifiable
   */
  static List<ScoredDoc> best(List<ScoredDoc> docs, int k) {
    docs.sort(BEST_FIRST);
    int end = Math.min(k, docs.size());
    while (end > 0 && end < docs.size() && docs.get(end).score() == docs.get(end - 1).score()) {
      end++;
    }
    return docs.subList(0, end);
  }
}
