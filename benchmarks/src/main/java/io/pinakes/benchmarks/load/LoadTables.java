package io.pinakes.benchmarks.load;

import io.pinakes.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured, as fields of a record and as tables. */
final class LoadTables {
  private static final double MEGA = 1 << 20;
  private static final List<String> TIMES = List.of("p50", "p90", "p99", "p99.9", "longest");

  private final List<Map<String, Object>> fields = new ArrayList<>();
  private final List<List<String>> held = new ArrayList<>();
  private final List<List<String>> tried = new ArrayList<>();
  private final List<List<String>> floods = new ArrayList<>();

  /** Adds a server. */
  void add(Served served, LoadBench.Holding holding, Optional<LoadBench.Flood> flood) {
    Map<String, Object> record = new LinkedHashMap<>();
    Slice best = holding.held();
    double cores = holding.cpuSeconds() / best.seconds();
    record.put("server", served.name());
    record.put("does", served.does());
    record.put("rate_that_holds", holding.rate());
    record.put("at_that_rate", best.fields());
    record.put("cpu_seconds", holding.cpuSeconds());
    record.put("cpu_ms_an_answer", 1e3 * holding.cpuSeconds() / Math.max(1, best.answered()));
    record.put("resident_bytes", holding.usage().bytes());
    record.put("most_resident_bytes", holding.usage().mostBytes());
    record.put("tried", holding.tried().stream().map(Slice::fields).toList());
    List<String> row = new ArrayList<>(List.of(served.name(), format("%.0f", holding.rate())));
    row.addAll(Slice.row(best.beside()));
    row.addAll(Slice.row(best.whole()).subList(0, 3));
    row.add(format("%.2f", cores));
    row.add(format("%.2f", 1e3 * holding.cpuSeconds() / Math.max(1, best.answered())));
    row.add(format("%.0f", holding.usage().bytes() / MEGA));
    row.add(format("%.0f", holding.usage().mostBytes() / MEGA));
    held.add(row);
    for (Slice slice : holding.tried()) {
      List<String> line = new ArrayList<>(List.of(served.name()));
      line.addAll(slice.rates());
      line.addAll(Slice.row(slice.beside()));
      tried.add(line);
    }
    flood.ifPresent(
        some -> {
          record.put("flood", flood(some));
          List<String> line = new ArrayList<>(List.of(served.name(), format("%.0f", some.best())));
          line.addAll(some.flood().rates());
          line.add(format("%.0f %%", 100 * some.left()));
          line.addAll(Slice.row(some.flood().whole()).subList(0, 3));
          line.add(
              Double.isNaN(some.recoverySeconds())
                  ? "never"
                  : format("%.2f s", some.recoverySeconds()));
          floods.add(line);
        });
    fields.add(record);
  }

  private static Map<String, Object> flood(LoadBench.Flood flood) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("best_goodput", flood.best());
    record.put("flood", flood.flood().fields());
    record.put("left", flood.left());
    record.put("calm_after", flood.after().fields());
    record.put(
        "recovery_seconds",
        Double.isNaN(flood.recoverySeconds()) ? "never" : flood.recoverySeconds());
    return record;
  }

  /** Puts it into a report. */
  void into(Report report, double boundMillis) {
    report.field("servers", fields);
    report.table(
        "The highest rate with p99 of at most "
            + format("%.0f", boundMillis)
            + " ms beside the embedding, in milliseconds from the time of each question",
        head(
            List.of("server", "asked a second"),
            TIMES,
            List.of(
                "with embedding: p50",
                "p90",
                "p99",
                "cores used",
                "CPU ms an answer",
                "MB",
                "most MB")),
        held);
    if (!floods.isEmpty()) {
      report.table(
          "Ten times the most that it answered at any rate",
          head(
              List.of("server", "most a second", "asked", "answered", "refused", "failed", "left"),
              List.of("p50", "p90", "p99"),
              List.of("recovered after")),
          floods);
    }
    report.table(
        "All rates, in the order in which they were tried",
        head(List.of("server", "asked", "answered", "refused", "failed"), TIMES, List.of()),
        tried);
  }

  private static List<String> head(List<String> first, List<String> then, List<String> last) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    all.addAll(last);
    return all;
  }

  private static String format(String how, double value) {
    return Slice.format(how, value);
  }
}
