package io.pinakes.p2p.interop;

import io.pinakes.p2p.interop.InteropTable.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that must be there, written out: what drives the tests is another list, so that a row
 * that falls out of one is missing from the other.
 */
final class InteropRows {
  private static final int COUNT = 54;

  private static final String ALL =
      """
      kubo /noise we dial: identify push ping streams bytes reset private
      kubo /noise they dial: identify push ping streams bytes reset private
      kubo /tls/1.0.0 we dial: identify push ping streams bytes reset
      kubo /tls/1.0.0 they dial: identify push ping streams bytes reset
      helia /noise we dial: identify push ping streams bytes reset perf
      helia /noise they dial: identify push ping streams bytes reset perf
      helia /tls/1.0.0 we dial: identify push ping streams bytes reset perf
      helia /tls/1.0.0 they dial: identify push ping streams bytes reset perf
      """;

  private InteropRows() {}

  /** Each of them. */
  static List<Row> required() {
    List<Row> rows = new ArrayList<>();
    for (String line : ALL.lines().toList()) {
      String[] sides = line.split(": ", 2);
      String[] head = sides[0].split(" ", 3);
      for (String protocol : sides[1].split(" ", -1)) {
        rows.add(new Row(head[0], head[1], protocol, head[2]));
      }
    }
    if (rows.size() != COUNT) {
      throw new AssertionError("[" + rows.size() + "] of [" + COUNT + "] rows are written out");
    }
    return rows;
  }
}
