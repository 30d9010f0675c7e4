package io.pinakes.query.http.vertx;

import io.pinakes.query.http.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody is told who asks for a path that no route has. */
final class NoSuchPath {
  /**
   * Paths of documents and uploads are one segment, in which a slash is written as %2F. What leads
   * elsewhere, hides or cannot be read is not said again.
   */
  private static final Pattern SEVERAL =
      Pattern.compile(
          "(/api/v1/datasets/[!-.0-~]+/(?:uploads|documents)/)((?:[!-.0-~]+/)+[!-.0-~]+)");

  private static final Pattern DOTS = Pattern.compile("(?i)(?:.*/)?(?:\\.|%2e).*");

  private static final Pattern PART_OF_DOCUMENT = Pattern.compile("(.+)/(text|file)");

  /** What is longer is not said again. */
  private static final int LONGEST = 500;

  private NoSuchPath() {}

  /** The problem, with the path that was meant, where one can be seen in it. */
  static Problem problem(String path) {
    Matcher several = SEVERAL.matcher(path);
    if (path.length() > LONGEST || !several.matches() || DOTS.matcher(several.group(2)).matches()) {
      return problem("There is nothing at this path.", "See /openapi.json.");
    }
    String name = several.group(2);
    Matcher part = PART_OF_DOCUMENT.matcher(name);
    boolean more = several.group(1).endsWith("/documents/") && part.matches();
    String meant =
        several.group(1)
            + (more ? part.group(1) : name).replace("/", "%2F")
            + (more ? "/" + part.group(2) : "");
    return problem(
        "There is nothing at this path: a slash within a name parts the path.",
        "Write it as %2F: " + meant);
  }

  private static Problem problem(String detail, String fix) {
    return Problem.of(404, "no-such-path", detail, fix);
  }
}
