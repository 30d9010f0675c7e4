package io.pinakes.benchmarks.ipfs;

import io.pinakes.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What all contenders did in all rounds, and the record of it. */
final class Trials {
  private final Map<Operation, Map<String, List<Trial>>> all = new LinkedHashMap<>();

  void add(Operation operation, String name, Trial trial) {
    all.computeIfAbsent(operation, first -> new LinkedHashMap<>())
        .computeIfAbsent(name, first -> new ArrayList<>())
        .add(trial);
  }

  private List<Trial> of(Operation operation, String name) {
    return all.getOrDefault(operation, Map.of()).getOrDefault(name, List.of());
  }

  /**
   * Adds the figures.
   *
   * @param names of the contenders, ours first
   * @param bytes that were moved each time
   */
  void tell(Report report, List<String> names, long bytes) {
    List<String> head = new ArrayList<>(List.of("operation"));
    head.addAll(names);
    List<String> others = names.subList(1, names.size());
    others.forEach(each -> head.add("against " + each));
    List<List<String>> rows = new ArrayList<>();
    for (Operation operation : all.keySet()) {
      Trial ours = Trial.median(of(operation, names.getFirst()));
      List<String> row = new ArrayList<>(List.of(operation.field()));
      Map<String, Object> fields = new LinkedHashMap<>();
      for (String name : names) {
        row.add(Trial.median(of(operation, name)).words(bytes));
        fields.put(name, of(operation, name).stream().map(Trial::fields).toList());
      }
      for (String name : others) {
        double ratio = Trial.median(of(operation, name)).seconds() / ours.seconds();
        row.add(String.format(Locale.ROOT, "%.2f", ratio));
        fields.put("ratio_to_" + name, ratio);
      }
      rows.add(row);
      report.field(operation.field(), fields);
    }
    report.table(
        "MB/s (CPU seconds a GB of the server); medians of rounds of "
            + bytes / 1_000_000
            + " MB, by turns; then our speed divided by theirs",
        head,
        rows);
  }
}
