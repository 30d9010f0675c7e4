package io.pinakes.vectorstore.fusion;

import java.util.List;

/**
 * What collapsing needs to know of a hit.
 *
 * @param places everywhere that it stands; may be empty
 * @param text the passage without its context line
 */
public record Passage(List<Place> places, String text) {
  /**
   * A range of a document.
   *
   * @param document its key
   * @param start its first code point
   * @param end the code point behind its last
   */
  public record Place(String document, int start, int end) {
    /** Checks that the range is not reversed. */
    public Place {
      if (start < 0 || end < start) {
        throw new IllegalArgumentException("range [" + start + ", " + end + ")");
      }
    }
  }

  /** Keeps the places as they are. */
  public Passage {
    places = List.copyOf(places);
  }
}
