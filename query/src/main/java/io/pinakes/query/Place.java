package io.pinakes.query;

import io.pinakes.core.knowledge.Pages;
import io.pinakes.core.multiformats.Cid;
import java.util.List;

/**
 * Where a chunk stands.
 *
 * @param document the document's block
 * @param path {@code source/relative}
 * @param start the passage's first Unicode code point in the document's text
 * @param end the code point behind its last
 * @param pages the pages that it stands on
 * @param heading the headings above it, outermost first
 */
public record Place(
    Cid document, String path, int start, int end, Pages pages, List<String> heading) {
  /** Keeps the headings as they are. */
  public Place {
    heading = List.copyOf(heading);
  }

  /** The page on which it begins, from 1; 0 if the document has none. */
  public int page() {
    return pages.first();
  }
}
