package io.pinakes.query.http.vertx;

import io.pinakes.query.http.Problem;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a head asks for that no route here does. */
final class HeadCheck {
  private static final Pattern WHOLE_ADDRESS =
      Pattern.compile("(?i)[a-z][a-z0-9+.-]*://([^/?#]*).*", Pattern.DOTALL);

  private HeadCheck() {}

  /** Whom a target in absolute form names; empty for a path. */
  static Optional<String> authority(String target) {
    Matcher whole = WHOLE_ADDRESS.matcher(target);
    return whole.matches() ? Optional.of(whole.group(1)) : Optional.empty();
  }

  /** Why a request that was let in is not read, whatever its path; empty if it is. */
  static Optional<Problem> refusal(HttpServerRequest request) {
    String expected = request.getHeader("Expect");
    if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
      return Optional.of(
          Problem.of(
              417,
              "expectation-failed",
              "The request expects what this node does not do.",
              "Send no header Expect, or Expect: 100-continue."));
    }
    if (!hasBody(request)) {
      return Optional.empty();
    }
    for (String coding : request.headers().getAll("Content-Encoding")) {
      if (!coding.strip().equalsIgnoreCase("identity")) {
        return Optional.of(
            Problem.of(
                415,
                "encoded-body",
                "The body is encoded, and this node takes bodies as they are.",
                "Send it without Content-Encoding."));
      }
    }
    return Optional.empty();
  }

  private static boolean hasBody(HttpServerRequest request) {
    // Without either there is none; a GET takes none, and is told so.
    return (request.getHeader("Content-Length") != null
            || request.getHeader("Transfer-Encoding") != null)
        && !request.method().name().equals("GET");
  }
}
