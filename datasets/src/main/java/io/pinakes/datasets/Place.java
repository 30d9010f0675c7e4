package io.pinakes.datasets;

import io.pinakes.core.knowledge.Pages;
import io.pinakes.core.multiformats.Cid;
import java.util.List;
import java.util.Optional;

/**
 * Where a chunk stands, by the manifest.
 *
 * @param document the document's block
 * @param path {@code source/relative}
 * @param title the document's own title
 * @param start the passage's first Unicode code point in the document's text
 * @param end the code point behind its last
 * @param pages the pages that it stands on
 * @param heading the headings above it, outermost first
 */
public record Place(
    Cid document,
    String path,
    Optional<String> title,
    int start,
    int end,
    Pages pages,
    List<String> heading) {
  /** Keeps the headings. */
  public Place {
    heading = List.copyOf(heading);
  }
}
