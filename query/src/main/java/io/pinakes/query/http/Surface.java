package io.pinakes.query.http;

import java.util.List;

/** A family of paths that belong together. */
public interface Surface {
  /** What its paths begin with, such as {@code /api/v1}; {@code /} for single pages. */
  String prefix();

  /** Its routes, with their whole paths. */
  List<Route> routes();

  /** How it words errors, those of paths below its prefix that it does not have included. */
  default ErrorShape errors() {
    return ErrorShape.PROBLEM_JSON;
  }
}
