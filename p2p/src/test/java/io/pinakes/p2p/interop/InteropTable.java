package io.pinakes.p2p.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was to be shown between us and others, and what came of it. */
final class InteropTable {
  private static final List<String> HEAD =
      List.of(
          "peer", "version", "transport", "security", "muxer", "protocol", "direction", "outcome");

  private final Map<Row, List<String>> seen = new LinkedHashMap<>();

  /** Notes that a row held: who the peer says it is, what the connection ran on, how it went. */
  synchronized void held(
      Row row, String version, String transport, String security, String muxer, String outcome) {
    seen.put(
        row,
        List.of(
            row.peer(),
            version,
            transport,
            security,
            muxer,
            row.protocol(),
            row.direction(),
            outcome));
  }

  /** The rows that were expected and are not there, and those that are there for nothing. */
  synchronized List<Row> missing(List<Row> expected) {
    return expected.stream().filter(row -> !seen.containsKey(row)).toList();
  }

  /** The table, with a line for each expected row. */
  synchronized String print(List<Row> expected) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEAD);
    for (Row row : expected) {
      lines.add(
          Optional.ofNullable(seen.get(row))
              .orElse(
                  List.of(
                      row.peer(),
                      "?",
                      "tcp",
                      row.security(),
                      "?",
                      row.protocol(),
                      row.direction(),
                      "MISSING")));
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      for (int column = 0; column < HEAD.size(); column++) {
        int at = column;
        int width = lines.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
        text.append(String.format("%-" + (width + 2) + "s", line.get(column)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** One row, as it is expected. */
  record Row(String peer, String security, String protocol, String direction) {
    static final String WE_DIAL = "we dial";
    static final String THEY_DIAL = "they dial";

    boolean weDial() {
      return direction.equals(WE_DIAL);
    }

    @Override
    public String toString() {
      return String.join(" ", peer, security, protocol, direction);
    }
  }
}
