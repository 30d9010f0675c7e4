package io.pinakes.benchmarks.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Every measure for every judged query of one run. A judged query without results counts as 0
 * (trec_eval's {@code -c}); results of queries that nobody judged do not count.
 *
 * @param queries the judged queries, sorted
 * @param values for each measure the values in the order of {@code queries}
 */
public record Evaluation(List<String> queries, Map<Measure, double[]> values) {
  /**
   * Measures a run.
   *
   * @throws IllegalArgumentException if nothing is judged
   */
  public static Evaluation of(Run run, Qrels qrels) {
    List<String> queries = List.copyOf(qrels.queries());
    if (queries.isEmpty()) {
      throw new IllegalArgumentException("there is no judged query to measure");
    }
    Map<Measure, double[]> values = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      values.put(
          measure,
          queries.stream().mapToDouble(q -> measure.of(run.ranked(q), qrels.of(q))).toArray());
    }
    return new Evaluation(queries, values);
  }

  /** The values of one measure, in the order of {@link #queries()}; a copy. */
  public double[] perQuery(Measure measure) {
    return Objects.requireNonNull(values.get(measure)).clone();
  }

  /** The mean of one measure over all judged queries. */
  public double mean(Measure measure) {
    return Resampling.mean(perQuery(measure));
  }
}
