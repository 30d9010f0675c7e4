package io.pinakes.benchmarks.answers;

import java.util.List;

/**
 * Logistic regression by gradient descent over all examples, with a small penalty on large weights;
 * a few thousand examples of a handful of features, so plain is fast enough. No randomness.
 */
final class Logistic {
  private static final int STEPS = 20_000;
  private static final double RATE = 1.0;
  private static final double PENALTY = 1e-4;

  private Logistic() {}

  /** An example: features and whether it is positive. */
  @SuppressWarnings("ArrayRecordComponent") // a vector; examples are never compared
  record Example(double[] features, boolean positive) {}

  /** Returns the bias, followed by one weight a feature. */
  static double[] fit(List<Example> examples) {
    int n = examples.get(0).features().length;
    double[] weights = new double[n + 1];
    for (int step = 0; step < STEPS; step++) {
      double[] slope = new double[n + 1];
      for (Example example : examples) {
        double error = probability(weights, example.features()) - (example.positive() ? 1 : 0);
        slope[0] += error;
        for (int i = 0; i < n; i++) {
          slope[i + 1] += error * example.features()[i];
        }
      }
      for (int i = 0; i <= n; i++) {
        double penalty = i == 0 ? 0 : PENALTY * weights[i];
        weights[i] -= RATE * (slope[i] / examples.size() + penalty);
      }
    }
    return weights;
  }

  static double probability(double[] weights, double[] features) {
    double sum = weights[0];
    for (int i = 0; i < features.length; i++) {
      sum += weights[i + 1] * features[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
