package io.pinakes.benchmarks.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times of single runs, all of them kept: percentiles are exact (nearest rank), not estimated.
 *
 * @param sortedNanos ascending
 */
@SuppressWarnings("ArrayRecordComponent") // measurements; never compared
public record Latencies(long[] sortedNanos) {
  /** Sorts a copy. */
  public Latencies {
    if (sortedNanos.length == 0) {
      throw new IllegalArgumentException("nothing was timed");
    }
    sortedNanos = sortedNanos.clone();
    Arrays.sort(sortedNanos);
  }

  /** Of a list of times in nanoseconds. */
  public static Latencies of(List<Long> nanos) {
    return new Latencies(nanos.stream().mapToLong(Long::longValue).toArray());
  }

  /** A copy of the times, ascending. */
  @Override
  public long[] sortedNanos() {
    return sortedNanos.clone();
  }

  /** The least time that so large a share of the runs did not exceed, in milliseconds. */
  public double millisAt(double share) {
    int rank = (int) Math.ceil(share * sortedNanos.length);
    return sortedNanos[Math.max(0, rank - 1)] / 1e6;
  }

  /** As fields of a record: count, p50, p95, p99 and the longest, in milliseconds. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("count", sortedNanos.length);
    fields.put("p50_ms", millisAt(0.5));
    fields.put("p95_ms", millisAt(0.95));
    fields.put("p99_ms", millisAt(0.99));
    fields.put("max_ms", millisAt(1));
    return fields;
  }
}
