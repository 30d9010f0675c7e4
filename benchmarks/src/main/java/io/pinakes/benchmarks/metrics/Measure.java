package io.pinakes.benchmarks.metrics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A measure of one query's ranking, defined as trec_eval defines it. A query that has no relevant
 * document, or no result, measures 0.
 */
public enum Measure {
  /**
   * trec_eval's {@code ndcg_cut.10}: linear gain, discount log2(rank + 1), ideal from all grades.
   */
  NDCG_10("nDCG@10") {
    @Override
    double of(List<Integer> grades, Collection<Integer> judged) {
      List<Integer> ideal = judged.stream().sorted(Comparator.reverseOrder()).toList();
      double best = discountedGain(ideal, 10);
      return best == 0 ? 0 : discountedGain(grades, 10) / best;
    }
  },
  /** trec_eval's {@code recall.100}: the share of relevant documents among the first hundred. */
  RECALL_100("Recall@100") {
    @Override
    double of(List<Integer> grades, Collection<Integer> judged) {
      long relevant = count(judged);
      return relevant == 0
          ? 0
          : (double) count(grades.subList(0, Math.min(100, grades.size()))) / relevant;
    }
  },
  /** trec_eval's {@code recip_rank} over the first ten ({@code -M 10}). */
  MRR_10("MRR@10") {
    @Override
    double of(List<Integer> grades, Collection<Integer> judged) {
      for (int i = 0; i < Math.min(10, grades.size()); i++) {
        if (grades.get(i) > 0) {
          return 1.0 / (i + 1);
        }
      }
      return 0;
    }
  },
  /** trec_eval's {@code map}: precision at each relevant document, over all that are relevant. */
  MAP("MAP") {
    @Override
    double of(List<Integer> grades, Collection<Integer> judged) {
      long relevant = count(judged);
      double sum = 0;
      int found = 0;
      for (int i = 0; i < grades.size(); i++) {
        if (grades.get(i) > 0) {
          found++;
          sum += (double) found / (i + 1);
        }
      }
      return relevant == 0 ? 0 : sum / relevant;
    }
  };

  private final String label;

  Measure(String label) {
    this.label = label;
  }

  /** The name in tables and JSON, such as {@code nDCG@10}. */
  public String label() {
    return label;
  }

  /** The value for one query. */
  public double of(List<Run.Entry> ranked, Map<String, Integer> judged) {
    List<Integer> grades = ranked.stream().map(e -> judged.getOrDefault(e.document(), 0)).toList();
    return of(grades, judged.values());
  }

  /**
   * The value for one query.
   *
   * @param grades the grade of each result, best result first, 0 where not judged
   * @param judged every grade given for the query, in any order
   */
  abstract double of(List<Integer> grades, Collection<Integer> judged);

  private static long count(Collection<Integer> grades) {
    return grades.stream().filter(g -> g > 0).count();
  }

  private static double discountedGain(List<Integer> grades, int depth) {
    double sum = 0;
    for (int i = 0; i < Math.min(depth, grades.size()); i++) {
      sum += Math.max(0, grades.get(i)) * Math.log(2) / Math.log(i + 2.0);
    }
    return sum;
  }
}
