package io.pinakes.ingest.extract.text;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.html.TableRows;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values (RFC 4180), and the same with tabs, semicolons or bars: the one that
 * cuts the first records most evenly.
 */
public final class CsvReader {
  private static final char[] DELIMITERS = {',', '\t', ';', '|'};

  /** Enough records to see a pattern. */
  private static final int SAMPLE_RECORDS = 20;

  private final String text;
  private final char delimiter;
  private int at;

  private CsvReader(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /** Reads a table. */
  public static void read(String text, DocumentBuilder out) throws DocumentException {
    CsvReader reader = new CsvReader(text, delimiter(text));
    TableRows rows = new TableRows(out);
    while (reader.more()) {
      rows.add(reader.record(), false);
    }
    rows.end();
  }

  private static char delimiter(String text) {
    char best = ',';
    long bestScore = 0;
    for (char candidate : DELIMITERS) {
      CsvReader reader = new CsvReader(text, candidate);
      int first = 0;
      int same = 0;
      for (int i = 0; i < SAMPLE_RECORDS && reader.more(); i++) {
        int cells = reader.record().size();
        first = i == 0 ? cells : first;
        same += cells == first ? 1 : 0;
      }
      long score = first < 2 ? 0 : 1000L * same + first;
      if (score > bestScore) {
        bestScore = score;
        best = candidate;
      }
    }
    return best;
  }

  private boolean more() {
    return at < text.length();
  }

  private List<String> record() {
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(cell());
      if (!more()) {
        return cells;
      }
      char c = text.charAt(at++);
      if (c == delimiter) {
        if (!more()) {
          cells.add("");
          return cells;
        }
        continue;
      }
      if (c == '\r' && more() && text.charAt(at) == '\n') {
        at++;
      }
      return cells;
    }
  }

  /** Reads up to the delimiter or line end, which is left. */
  private String cell() {
    StringBuilder cell = new StringBuilder();
    boolean quoted = more() && text.charAt(at) == '"';
    at += quoted ? 1 : 0;
    while (more()) {
      char c = text.charAt(at);
      if (quoted && c == '"') {
        if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          cell.append('"');
          at += 2;
          continue;
        }
        quoted = false;
        at++;
      } else if (!quoted && (c == delimiter || c == '\n' || c == '\r')) {
        return cell.toString();
      } else {
        cell.append(c);
        at++;
      }
    }
    return cell.toString();
  }
}
