package io.pinakes.query.generate.extractive;

import java.util.Arrays;

/**
 * Whether the best sentence is an answer: a logistic regression over its features. Fitted and its
 * threshold set on half of the articles of SQuAD 2.0's development half, reported on the others
 * (docs/decisions/0090); {@code bench answers} prints both.
 *
 * @param bias the constant
 * @param weights one a feature, in the order of {@link Candidate.Features#evidence}
 * @param threshold the least probability of an answer that is given
 */
@SuppressWarnings("ArrayRecordComponent") // a vector; equals compares it whole
public record Evidence(double bias, double[] weights, double threshold) {
  /** What is used. */
  public static final Evidence DEFAULT =
      new Evidence(-5.52, new double[] {2.09, 1.54, 0.79, 0.48, 3.65}, 0.32);

  /** Copies the weights. */
  public Evidence {
    weights = weights.clone();
    if (weights.length != 5 || !(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "weights [" + weights.length + "], threshold [" + threshold + "]");
    }
  }

  /** A copy of the weights. */
  @Override
  public double[] weights() {
    return weights.clone();
  }

  /** The probability that a sentence answers. */
  public double probability(Candidate.Features features) {
    double[] values = features.evidence();
    double sum = bias;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /** Whether a sentence is enough. */
  public boolean enough(Candidate.Features features) {
    return probability(features) >= threshold;
  }

  /** The same with another threshold. */
  public Evidence withThreshold(double other) {
    return new Evidence(bias, weights, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Evidence that
        && bias == that.bias
        && threshold == that.threshold
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights) + Double.hashCode(bias) + Double.hashCode(threshold);
  }

  @Override
  public String toString() {
    return "Evidence[" + bias + " + " + Arrays.toString(weights) + " >= " + threshold + "]";
  }
}
