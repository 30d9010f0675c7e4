package io.pinakes.node.cli;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.query.Citation;
import io.pinakes.query.Context;
import io.pinakes.query.Hit;
import io.pinakes.query.Place;
import io.pinakes.query.json.DocumentText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A passage in its document: what stands around it is dim, and the words that matter are set off.
 *
 * @param out where it is printed
 * @param columns how wide
 */
record PassageView(PrintWriter out, Style style, int columns) {
  /** How much is shown before and behind a passage, in characters. */
  private static final int AROUND = 300;

  private static final Pattern PART = Pattern.compile("\\n|[^\\S\\n]+|\\S+");

  /**
   * Prints it.
   *
   * @param citations those whose words are set off
   */
  void print(Bank bank, Context context, List<Citation> citations) throws IOException {
    Hit hit = context.hit();
    Place place = hit.place();
    out.println(
        style.cyan("[" + context.n() + "] ")
            + style.bold(Locations.of(place))
            + style.dim("  " + hit.dataset()));
    out.println();
    int from = Math.max(0, place.start() - AROUND);
    Optional<String> around = around(bank, hit, from);
    int first = around.isPresent() ? from : place.start();
    BitSet quoted = new BitSet();
    citations.forEach(citation -> quoted.set(citation.start() - first, citation.end() - first));
    BitSet passage = new BitSet();
    passage.set(place.start() - first, place.end() - first);
    print(around.orElse(hit.text()), first > 0, quoted, passage);
    out.println();
    out.println(
        style.dim("characters " + place.start() + "–" + place.end() + " of its text; chunk:"));
    out.println(style.dim(hit.chunk().toString()));
  }

  /** The text around it; a passage of a version that is gone stands alone. */
  private static Optional<String> around(Bank bank, Hit hit, int from) throws IOException {
    Optional<DatasetReader> reader = bank.reader(hit.dataset());
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    try (DatasetReader open = reader.get()) {
      if (open.find(hit.place().path())
          .filter(entry -> entry.document().equals(hit.place().document()))
          .isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          DocumentText.read(
              open, open.document(hit.place().document()), from, hit.place().end() + AROUND));
    }
  }

  /** Words in lines, blank lines left out; the sets count code points. */
  private void print(String text, boolean begunBefore, BitSet quoted, BitSet passage) {
    StringBuilder line = new StringBuilder(begunBefore ? style.dim("…") : "");
    int column = begunBefore ? 1 : 0;
    int point = 0;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      String part = parts.group();
      if (part.equals("\n")) {
        flush(line, column);
        column = 0;
      } else if (!part.isBlank() && !(begunBefore && point == 0)) {
        String word = Printable.line(part);
        if (column > 0 && column + 1 + word.length() > columns) {
          flush(line, column);
          column = 0;
        }
        line.append(column > 0 ? " " : "");
        line.append(
            quoted.get(point) ? style.mark(word) : passage.get(point) ? word : style.dim(word));
        column += (column > 0 ? 1 : 0) + word.length();
      }
      point += part.codePointCount(0, part.length());
    }
    flush(line, column);
  }

  private void flush(StringBuilder line, int column) {
    if (column > 0) {
      out.println(line);
    }
    line.setLength(0);
  }
}
