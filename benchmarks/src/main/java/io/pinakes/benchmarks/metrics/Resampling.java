package io.pinakes.benchmarks.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far a mean over queries can be trusted, by drawing queries again and again (Efron 1979;
 * Fisher's randomisation test as Smucker, Allan and Carterette, CIKM 2007, use it for retrieval).
 * The seed fixes every draw, so a printed interval can be computed again.
 */
public final class Resampling {
  private final int samples;
  private final long seed;

  /**
   * @param samples how many resamplings, at least 100
   * @param seed what fixes them
   */
  public Resampling(int samples, long seed) {
    if (samples < 100) {
      throw new IllegalArgumentException("too few samples for an interval: [" + samples + "]");
    }
    this.samples = samples;
    this.seed = seed;
  }

  /** An interval that holds the true mean in {@code level} of all repetitions. */
  public record Interval(double low, double high, double level) {}

  /**
   * A comparison of two systems on the same queries.
   *
   * @param difference mean of the second less mean of the first
   * @param interval bootstrap interval of that difference
   * @param p two-sided p-value of the randomisation test: how often a random swap of the two
   *     systems' labels, query by query, gives a difference at least as large
   */
  public record Paired(double difference, Interval interval, double p) {}

  /** The percentile bootstrap interval of the mean at 95 %. */
  public Interval meanInterval(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values to resample");
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[samples];
    for (int s = 0; s < samples; s++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[s] = sum / values.length;
    }
    Arrays.sort(means);
    return new Interval(percentile(means, 0.025), percentile(means, 0.975), 0.95);
  }

  /**
   * Compares two systems query by query.
   *
   * @throws IllegalArgumentException if they were not measured on as many queries
   */
  public Paired compare(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "[" + first.length + "] and [" + second.length + "] queries cannot be paired");
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] = second[i] - first[i];
    }
    double observed = mean(differences);
    SplittableRandom random = new SplittableRandom(seed);
    int asExtreme = 0;
    for (int s = 0; s < samples; s++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      // Rounding of a sum taken in another order must not turn an equal into a smaller one.
      if (Math.abs(sum / differences.length) >= Math.abs(observed) - 1e-12) {
        asExtreme++;
      }
    }
    double p = (asExtreme + 1.0) / (samples + 1.0);
    return new Paired(observed, meanInterval(differences), p);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** Linear interpolation between the two nearest ranks of sorted values. */
  private static double percentile(double[] sorted, double fraction) {
    double at = fraction * (sorted.length - 1);
    int low = (int) Math.floor(at);
    int high = (int) Math.ceil(at);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
