package io.pinakes.benchmarks.load;

import io.pinakes.benchmarks.metrics.Latencies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The questions of a stretch of time, by when they were to be sent.
 *
 * @param seconds how long it was
 * @param asked how many there were
 * @param refused how many were told to come again: status 503
 * @param failed how many had no answer in time, or another status, or a wrong answer
 * @param whole from its time to its answer, of each that was answered
 * @param beside the same without the embedding of the question, where the server tells it
 */
record Slice(
    double seconds,
    int asked,
    int refused,
    int failed,
    Optional<Latencies> whole,
    Optional<Latencies> beside) {
  private static final int OK = 200;
  private static final int BUSY = 503;
  private static final double NANOS = 1e9;

  /** Of those between two times, in seconds from the beginning. */
  static Slice of(Outcomes outcomes, double from, double to) {
    List<Long> whole = new ArrayList<>();
    List<Long> beside = new ArrayList<>();
    int refused = 0;
    int failed = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      double at = outcomes.at(i) / NANOS;
      if (at < from || at >= to) {
        continue;
      }
      if (outcomes.status(i) == OK) {
        whole.add(outcomes.took(i));
        beside.add(outcomes.took(i) - outcomes.embedding(i));
      } else if (outcomes.status(i) == BUSY) {
        refused++;
      } else {
        failed++;
      }
    }
    return new Slice(
        to - from, whole.size() + refused + failed, refused, failed, all(whole), all(beside));
  }

  private static Optional<Latencies> all(List<Long> times) {
    return times.isEmpty() ? Optional.empty() : Optional.of(Latencies.of(times));
  }

  int answered() {
    return asked - refused - failed;
  }

  /** Answers a second: of use, since nobody had given the question up. */
  double goodput() {
    return answered() / seconds;
  }

  /** Whether all were answered, and 99 of 100 within so long beside the embedding. */
  boolean holds(double millis) {
    return answered() > 0
        && answered() == asked
        && beside.map(times -> times.millisAt(0.99) <= millis).orElse(false);
  }

  /** As fields of a record. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("seconds", seconds);
    fields.put("asked", asked);
    fields.put("asked_per_second", asked / seconds);
    fields.put("answered_per_second", goodput());
    fields.put("refused", refused);
    fields.put("failed", failed);
    whole.ifPresent(times -> fields.put("whole", distribution(times)));
    beside.ifPresent(times -> fields.put("beside_embedding", distribution(times)));
    return fields;
  }

  private static Map<String, Object> distribution(Latencies times) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("p50_ms", times.millisAt(0.5));
    fields.put("p90_ms", times.millisAt(0.9));
    fields.put("p99_ms", times.millisAt(0.99));
    fields.put("p999_ms", times.millisAt(0.999));
    fields.put("max_ms", times.millisAt(1));
    return fields;
  }

  /** Rates and counts for a row of a table. */
  List<String> rates() {
    return List.of(
        format("%.0f", asked / seconds),
        format("%.0f", goodput()),
        Integer.toString(refused),
        Integer.toString(failed));
  }

  /** p50, p90, p99, p99.9 and the longest for a row of a table, in milliseconds. */
  static List<String> row(Optional<Latencies> times) {
    List<String> row = new ArrayList<>();
    for (double share : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
      row.add(times.map(some -> format("%.1f", some.millisAt(share))).orElse("–"));
    }
    return row;
  }

  static String format(String how, double value) {
    return String.format(Locale.ROOT, how, value);
  }
}
