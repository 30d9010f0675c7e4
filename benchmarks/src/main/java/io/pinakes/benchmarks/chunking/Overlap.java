package io.pinakes.benchmarks.chunking;

import io.pinakes.benchmarks.chunking.MarkedQuestions.Excerpt;
import java.util.BitSet;
import java.util.List;

/**
 * How well retrieved ranges cover marked ones, in characters (code points).
 *
 * @param recall of the marked characters, the part that was retrieved
 * @param precision of the retrieved characters, the part that is marked; what is retrieved twice
 *     counts twice, so that overlap has its price
 * @param iou marked and retrieved over marked or retrieved, counted in the same way
 */
record Overlap(double recall, double precision, double iou) {
  static Overlap of(List<Excerpt> marked, List<Excerpt> retrieved) {
    BitSet gold = new BitSet();
    marked.forEach(range -> gold.set(range.start(), range.end()));
    BitSet found = new BitSet();
    long length = 0;
    for (Excerpt range : retrieved) {
      found.set(range.start(), range.end());
      length += range.end() - range.start();
    }
    found.and(gold);
    double both = found.cardinality();
    double wanted = gold.cardinality();
    return new Overlap(
        wanted == 0 ? 0 : both / wanted,
        length == 0 ? 0 : both / length,
        wanted + length == 0 ? 0 : both / (wanted + length - both));
  }
}
