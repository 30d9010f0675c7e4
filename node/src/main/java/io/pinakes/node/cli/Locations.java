package io.pinakes.node.cli;

import io.pinakes.query.Hit;
import io.pinakes.query.Place;

/** Where a passage stands, in one line: path, page, headings. */
final class Locations {
  private Locations() {}

  static String of(Hit hit) {
    String more =
        hit.elsewhere().isEmpty()
            ? ""
            : " (and " + Figures.count(hit.elsewhere().size(), "other place") + ")";
    return of(hit.place()) + more;
  }

  static String of(Place place) {
    StringBuilder line = new StringBuilder(Printable.line(place.path()));
    if (place.page() > 0) {
      line.append(", p. ").append(place.page());
    }
    if (!place.heading().isEmpty()) {
      line.append(" › ").append(Printable.line(String.join(" › ", place.heading())));
    }
    return line.toString();
  }
}
