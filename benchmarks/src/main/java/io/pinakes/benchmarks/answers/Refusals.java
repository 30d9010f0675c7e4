package io.pinakes.benchmarks.answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When an answer is given and when refused, over questions that can and that cannot be answered.
 *
 * @param answeredAnswerable answered, and rightly so
 * @param refusedAnswerable refused, though there is an answer
 * @param answeredUnanswerable answered, though there is none
 * @param refusedUnanswerable refused, and rightly so
 */
record Refusals(
    int answeredAnswerable,
    int refusedAnswerable,
    int answeredUnanswerable,
    int refusedUnanswerable) {
  /** A question's score, and whether it can be answered. */
  record Scored(double score, boolean answerable) {}

  /** Counts at a threshold: a score at or above it is answered. */
  static Refusals at(List<Scored> scored, double threshold) {
    int[] counts = new int[4];
    for (Scored one : scored) {
      boolean answered = one.score() >= threshold;
      counts[(one.answerable() ? 0 : 2) + (answered ? 0 : 1)]++;
    }
    return new Refusals(counts[0], counts[1], counts[2], counts[3]);
  }

  /** The mean of the share of answerable ones answered and of unanswerable ones refused. */
  double balancedAccuracy() {
    return (share(answeredAnswerable, refusedAnswerable)
            + share(refusedUnanswerable, answeredUnanswerable))
        / 2;
  }

  private static double share(int part, int rest) {
    return part + rest == 0 ? 0 : (double) part / (part + rest);
  }

  /** The threshold with the best balanced accuracy; of equal ones the lowest. */
  static double bestThreshold(List<Scored> scored) {
    double best = 0;
    double bestAccuracy = -1;
    for (double threshold :
        scored.stream().mapToDouble(Scored::score).sorted().distinct().toArray()) {
      double accuracy = at(scored, threshold).balancedAccuracy();
      if (accuracy > bestAccuracy) {
        bestAccuracy = accuracy;
        best = threshold;
      }
    }
    return best;
  }

  /** The threshold at which so large a share of the answerable questions is still answered. */
  static double thresholdKeeping(List<Scored> scored, double share) {
    double[] answerable =
        scored.stream().filter(Scored::answerable).mapToDouble(Scored::score).sorted().toArray();
    return answerable.length == 0
        ? 0
        : answerable[(int) Math.floor((1 - share) * (answerable.length - 1))];
  }

  /**
   * The area under the receiver operating characteristic: how often an answerable question scores
   * above an unanswerable one, ties counting half (Mann and Whitney).
   */
  static double auroc(List<Scored> scored) {
    List<Scored> sorted = new ArrayList<>(scored);
    sorted.sort(Comparator.comparingDouble(Scored::score));
    double rankSum = 0;
    long positives = 0;
    int i = 0;
    while (i < sorted.size()) {
      int j = i;
      while (j < sorted.size() && sorted.get(j).score() == sorted.get(i).score()) {
        j++;
      }
      double rank = (i + 1 + j) / 2.0;
      for (int at = i; at < j; at++) {
        if (sorted.get(at).answerable()) {
          rankSum += rank;
          positives++;
        }
      }
      i = j;
    }
    long negatives = sorted.size() - positives;
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
