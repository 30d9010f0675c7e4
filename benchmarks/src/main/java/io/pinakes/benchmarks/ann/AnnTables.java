package io.pinakes.benchmarks.ann;

import io.pinakes.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The measurements as tables: the whole curve, and the quickest that is good enough. */
final class AnnTables {
  private AnnTables() {}

  static Map<String, Object> build(AnnBench.Built built) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("engine", built.name());
    fields.put("seconds", built.buildSeconds());
    fields.put("bytes", built.bytes());
    return fields;
  }

  /** Returns the quickest point of each engine that reaches the recall. */
  static List<Map<String, Object>> best(
      AnnPoint exact, List<AnnBench.Built> measured, double target) {
    List<Map<String, Object>> best = new ArrayList<>();
    best.add(exact.fields());
    for (AnnBench.Built built : measured) {
      quickest(built, target).ifPresent(point -> best.add(point.fields()));
    }
    return best;
  }

  static void add(
      Report report, AnnPoint exact, List<AnnBench.Built> measured, double target, int k) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(exact));
    for (AnnBench.Built built : measured) {
      rows.add(
          quickest(built, target)
              .map(AnnTables::row)
              .orElseGet(() -> List.of(built.name(), "not reached", "", "", "", "")));
    }
    List<String> head = List.of("engine", "beam", "rescored", "recall", "QPS", "hot bytes");
    report.table(
        String.format(Locale.ROOT, "Quickest at recall@%d of at least %.2f", k, target),
        head,
        rows);
    List<List<String>> all = new ArrayList<>();
    measured.forEach(built -> built.points().forEach(point -> all.add(row(point))));
    report.table("All", head, all);
  }

  private static Optional<AnnPoint> quickest(AnnBench.Built built, double target) {
    return built.points().stream()
        .filter(point -> point.recall() >= target)
        .max(Comparator.comparingDouble(AnnPoint::qps));
  }

  /** One point in one line, for who waits. */
  static String line(AnnPoint point, int k) {
    String beam = point.beam() == 0 ? "all compared" : "beam " + point.beam();
    return String.format(
        Locale.ROOT,
        "%s, %s: recall@%d %.4f, %.0f questions a second",
        point.engine(),
        beam,
        k,
        point.recall(),
        point.qps());
  }

  private static List<String> row(AnnPoint point) {
    return List.of(
        point.engine(),
        String.valueOf(point.beam()),
        String.valueOf(point.rescored()),
        String.format(Locale.ROOT, "%.4f", point.recall()),
        String.format(Locale.ROOT, "%.0f", point.qps()),
        String.format(Locale.ROOT, "%.0f", point.hotBytes()));
  }
}
