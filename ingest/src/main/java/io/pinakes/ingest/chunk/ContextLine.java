package io.pinakes.ingest.chunk;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first line of a chunk: what the passage is about, as far as its own words may not say it. The
 * document's title, the heading path, and in the second and later pieces of a table its header row,
 * parted by {@value #SEPARATOR}; at most a quarter of the chunk's budget.
 *
 * <p>If all of it is too long, headings go first, the outermost first, for the title says what the
 * document is and the innermost heading what the passage is; then what is left is cut between
 * words.
 *
 * @param line the line without its line feed, NFC, possibly empty
 * @param tokens what the line costs
 * @param whole which parts are in it whole
 */
record ContextLine(String line, int tokens, List<String> whole) {
  private static final String SEPARATOR = " > ";

  ContextLine {
    whole = List.copyOf(whole);
  }

  static ContextLine of(
      Optional<String> title,
      List<String> headings,
      String tableHeader,
      TokenBudget budget,
      int cap) {
    List<String> parts = new ArrayList<>();
    title.map(Outline::fold).filter(folded -> !folded.isEmpty()).ifPresent(parts::add);
    for (String heading : headings) {
      // A document's first heading is often its title again.
      if (!heading.isEmpty() && !parts.contains(heading)) {
        parts.add(heading);
      }
    }
    if (tableHeader.isEmpty()) {
      return path(parts, budget, cap);
    }
    ContextLine all = joined(with(parts, tableHeader), budget);
    if (all.tokens() <= cap) {
      return all;
    }
    ContextLine path = path(parts, budget, cap / 2);
    // Parts that are joined can cost more than their sum, so the room is narrowed until it holds.
    for (int room = cap - path.tokens(); room > 0; room--) {
      String header = budget.cut(tableHeader, room);
      List<String> line = path.line().isEmpty() ? List.of(header) : List.of(path.line(), header);
      ContextLine joined = joined(line, budget);
      if (joined.tokens() <= cap && !header.isEmpty()) {
        return new ContextLine(joined.line(), joined.tokens(), path.whole());
      }
    }
    return path;
  }

  private static ContextLine path(List<String> parts, TokenBudget budget, int cap) {
    List<String> kept = new ArrayList<>(parts);
    ContextLine line = joined(kept, budget);
    while (line.tokens() > cap && kept.size() > 2) {
      kept.remove(1);
      line = joined(kept, budget);
    }
    if (line.tokens() <= cap && line.line().length() <= TokenBudget.chars(cap)) {
      return line;
    }
    for (int each = cap / kept.size(); each > 0; each--) {
      List<String> cut = new ArrayList<>();
      for (String part : kept) {
        cut.add(budget.cut(part, each));
      }
      cut.removeIf(String::isEmpty);
      ContextLine shortened = joined(cut, budget);
      if (shortened.tokens() <= cap) {
        cut.retainAll(kept);
        return new ContextLine(shortened.line(), shortened.tokens(), cut);
      }
    }
    return new ContextLine("", 0, List.of());
  }

  private static ContextLine joined(List<String> parts, TokenBudget budget) {
    String line = Normalizer.normalize(String.join(SEPARATOR, parts), Normalizer.Form.NFC);
    return new ContextLine(line, budget.cost(line), parts);
  }

  private static List<String> with(List<String> parts, String last) {
    List<String> all = new ArrayList<>(parts);
    all.add(last);
    return all;
  }
}
