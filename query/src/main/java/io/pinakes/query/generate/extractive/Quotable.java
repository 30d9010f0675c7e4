package io.pinakes.query.generate.extractive;

import io.pinakes.ingest.sentence.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a passage into what can be quoted: sentences, and rows of tables. Not quoted are a table's
 * header row, which says nothing without another, and a line that heads what follows.
 */
final class Quotable {
  /** Between the cells of a row, as extraction writes them. */
  private static final String CELLS = " | ";

  /** A heading is no longer than this, in words. */
  private static final int HEADING_WORDS = 12;

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern ENDED = Pattern.compile("[.!?:;,…。！？][\"'”’»)\\]]*$");

  private final SentenceSplitter splitter;

  Quotable(SentenceSplitter splitter) {
    this.splitter = splitter;
  }

  /** A part of a text, in UTF-16 units. */
  record Range(int start, int end) {
    String of(String text) {
      return text.substring(start, end);
    }
  }

  /**
   * What can be quoted.
   *
   * @param range where it stands
   * @param row whether it is a row of a table
   * @param header the header row of that table, if the passage holds one
   */
  record Unit(Range range, boolean row, Optional<Range> header) {}

  /**
   * All of a passage, in its order.
   *
   * @param headed whether the passage's context has the header of the table that it begins with
   */
  List<Unit> of(String text, boolean headed) {
    List<Unit> units = new ArrayList<>();
    List<Range> lines = lines(text);
    int at = 0;
    while (at < lines.size()) {
      int end = at;
      boolean table = row(text, lines.get(at));
      while (end < lines.size() && row(text, lines.get(end)) == table) {
        end++;
      }
      List<Range> block = lines.subList(at, end);
      boolean continued = headed && at == 0;
      if (table && (block.size() > 1 || continued)) {
        rows(block, continued, units);
      } else {
        sentences(text, new Range(block.get(0).start(), block.get(end - at - 1).end()), units);
      }
      at = end;
    }
    return units;
  }

  private static void rows(List<Range> block, boolean continued, List<Unit> units) {
    Optional<Range> header = continued ? Optional.empty() : Optional.of(block.get(0));
    for (Range row : block.subList(continued ? 0 : 1, block.size())) {
      units.add(new Unit(row, true, header));
    }
  }

  private void sentences(String text, Range part, List<Unit> units) {
    List<SentenceSplitter.Range> found = splitter.split(part.of(text), Optional.empty());
    for (int i = 0; i < found.size(); i++) {
      Range range = shifted(found.get(i), part);
      boolean last = i + 1 == found.size();
      // Of several such lines in a row none heads another: they are a list.
      boolean heads =
          heading(text, range) && !last && !heading(text, shifted(found.get(i + 1), part));
      if (!heads) {
        units.add(new Unit(range, false, Optional.empty()));
      }
    }
  }

  private static Range shifted(SentenceSplitter.Range range, Range part) {
    return new Range(part.start() + range.start(), part.start() + range.end());
  }

  /** Whether it is a paragraph by itself that is short and does not end as a sentence does. */
  private static boolean heading(String text, Range range) {
    String line = range.of(text);
    boolean begins = range.start() == 0 || text.charAt(range.start() - 1) == '\n';
    boolean ends = range.end() == text.length() || text.charAt(range.end()) == '\n';
    return begins
        && ends
        && line.indexOf('\n') < 0
        && !ENDED.matcher(line).find()
        && BLANKS.split(line).length <= HEADING_WORDS;
  }

  private static boolean row(String text, Range line) {
    return line.of(text).contains(CELLS);
  }

  /** The lines that are not empty. */
  private static List<Range> lines(String text) {
    List<Range> lines = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      if (!text.substring(start, end).isBlank()) {
        lines.add(new Range(start, end));
      }
      start = end + 1;
    }
    return lines;
  }
}
