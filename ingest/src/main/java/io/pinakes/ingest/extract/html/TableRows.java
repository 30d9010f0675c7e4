package io.pinakes.ingest.extract.html;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table on their way into a document. The first row waits for the second, because
 * only then it can be told whether it names the columns.
 */
public final class TableRows {
  /** 60 characters: the name of a column is short. */
  private static final int MAX_HEADER_CELL = 60;

  private final DocumentBuilder out;
  private final int table;
  private @Nullable List<String> first;
  private boolean named;
  private boolean started;

  /** Begins a table. */
  public TableRows(DocumentBuilder out) {
    this.out = out;
    this.table = out.table();
  }

  /** The caption; call it before the rows. */
  public void caption(CharSequence text) throws DocumentException {
    out.caption(table, text);
  }

  /**
   * Adds a row.
   *
   * @param marked whether the document says that this row is a header
   */
  public void add(List<String> cells, boolean marked) throws DocumentException {
    if (cells.stream().allMatch(String::isBlank)) {
      return;
    }
    if (first != null) {
      out.row(table, true, first);
      first = null;
      started = true;
    }
    if (marked && !started) {
      out.row(table, true, cells);
      named = true;
    } else if (!started && !named && namesColumns(cells)) {
      first = cells;
    } else {
      out.row(table, false, cells);
      started = true;
    }
  }

  /** Ends the table. */
  public void end() throws DocumentException {
    if (first != null) {
      out.row(table, false, first);
      first = null;
    }
  }

  /** Short, different names in at least two columns, none of them a number. */
  static boolean namesColumns(List<String> cells) {
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      String name = cell.strip();
      boolean number = name.chars().noneMatch(Character::isLetter);
      if (number || name.length() > MAX_HEADER_CELL || !seen.add(name)) {
        return false;
      }
    }
    return cells.size() >= 2;
  }
}
