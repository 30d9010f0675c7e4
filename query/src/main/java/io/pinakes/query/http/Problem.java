package io.pinakes.query.http;

import java.util.Map;
import java.util.TreeMap;

/**
 * What went wrong with a request.
 *
 * @param status the HTTP status
 * @param code what programs branch on: lower case with hyphens, stable
 * @param detail what happened, in a sentence
 * @param fix the command, setting or request that mends it, in a sentence; never blank
 * @param headers more headers of the response
 */
public record Problem(
    int status, String code, String detail, String fix, Map<String, String> headers) {
  /**
   * Keeps the headers as they are.
   *
   * @throws IllegalArgumentException if nothing is said of what mends it
   */
  public Problem {
    if (fix.isBlank()) {
      throw new IllegalArgumentException("problem [" + code + "] says nothing of what mends it");
    }
    headers = Map.copyOf(headers);
  }

  /** A problem without more headers. */
  public static Problem of(int status, String code, String detail, String fix) {
    return new Problem(status, code, detail, fix, Map.of());
  }

  /** The same with one more header. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Problem(status, code, detail, fix, more);
  }

  /** The same, to be tried again after so many seconds. */
  public Problem retryAfter(int seconds) {
    return withHeader("Retry-After", Integer.toString(seconds));
  }

  /** What the status is called. */
  public String title() {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Token needed";
      case 403 -> "Refused";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 406 -> "Not acceptable";
      case 408 -> "Request too slow";
      case 409 -> "Conflict";
      case 412 -> "Precondition failed";
      case 413 -> "Body too large";
      case 414 -> "Address too long";
      case 415 -> "Media type not taken";
      case 417 -> "Expectation failed";
      case 422 -> "Not possible";
      case 431 -> "Head too long";
      case 502 -> "Server beyond failed";
      case 503 -> "Not now";
      case 504 -> "Took too long";
      case 507 -> "No room";
      default -> status < 500 ? "Request failed" : "Internal error";
    };
  }
}
