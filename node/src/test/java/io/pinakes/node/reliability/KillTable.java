package io.pinakes.node.reliability;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What kills did, stage by stage. Any thread may call. */
final class KillTable {
  private final Map<String, Row> rows = new TreeMap<>();
  private int kills;

  /** One stage. */
  private static final class Row {
    int aimed;
    int landed;
    int sameRoot;
    double slowestOpen;
    long embeddedAgain;
  }

  /** A kill was wanted in a stage. */
  synchronized void aimed(String stage) {
    row(stage).aimed++;
  }

  /**
   * A process died.
   *
   * @param stage the last stage that it had entered
   * @param openSeconds how long the home took to open then
   * @param embeddedAgain vectors that it had made and not written down
   * @param sameRoot whether a run behind it ended at the root of runs that were never disturbed
   */
  synchronized void landed(String stage, double openSeconds, long embeddedAgain, boolean sameRoot) {
    Row row = row(stage);
    kills++;
    row.landed++;
    row.sameRoot += sameRoot ? 1 : 0;
    row.slowestOpen = Math.max(row.slowestOpen, openSeconds);
    row.embeddedAgain = Math.max(row.embeddedAgain, embeddedAgain);
  }

  synchronized int kills() {
    return kills;
  }

  synchronized int landedIn(String stage) {
    return row(stage).landed;
  }

  /** The table as text. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%-10s %6s %7s %10s %14s %16s%n",
            "stage", "aimed", "killed", "same root", "slowest open s", "embedded again"));
    rows.forEach(
        (stage, row) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-10s %6d %7d %10d %14.3f %16d%n",
                    stage,
                    row.aimed,
                    row.landed,
                    row.sameRoot,
                    row.slowestOpen,
                    row.embeddedAgain)));
    return text.append(kills).append(" kills").toString();
  }

  private Row row(String stage) {
    return rows.computeIfAbsent(stage, s -> new Row());
  }
}
