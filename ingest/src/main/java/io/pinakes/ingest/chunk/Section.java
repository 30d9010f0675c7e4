package io.pinakes.ingest.chunk;

import io.pinakes.ingest.extract.Span;
import java.util.List;

/**
 * A heading and what stands under it, up to the next heading of any level.
 *
 * @param path the headings above the body, outermost first; empty before the first heading
 * @param body the parts under the innermost heading, possibly none
 */
record Section(List<Heading> path, List<Block> body) {
  Section {
    path = List.copyOf(path);
    body = List.copyOf(body);
  }

  /** The texts of the path. */
  List<String> names() {
    return path.stream().map(Heading::text).toList();
  }

  /**
   * One heading.
   *
   * @param text on one line, blanks folded
   * @param block where it stands
   */
  record Heading(int level, String text, Block block) {}

  /** A part of the text, in UTF-16 units, trimmed of blanks, and not empty. */
  record Block(Span.Kind kind, int start, int end, int table, boolean header) {
    boolean isTabular() {
      return table > 0;
    }
  }
}
