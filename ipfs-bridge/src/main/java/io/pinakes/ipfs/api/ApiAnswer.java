package io.pinakes.ipfs.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to answer.
 *
 * @param status the HTTP status
 * @param headers by name, in the order of the names
 * @param body the body; its length is not known before
 * @param failure what becomes of a body that cannot be completed
 */
public record ApiAnswer(int status, Map<String, String> headers, Body body, Failure failure) {
  /** The trailer that says why a body is not whole. */
  public static final String ERROR_TRAILER = "X-Stream-Error";

  /** A body that is written as it is made, and may read the request's body meanwhile. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes the body; {@code flush} sends what there is.
     *
     * @throws IOException if the rest cannot be made or written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Words for what went wrong. */
  @FunctionalInterface
  public interface Failure {
    /** The answer in place of this one, if nothing of it has been sent. */
    ApiAnswer instead(Exception failure);
  }

  /** Keeps the headers sorted. */
  public ApiAnswer {
    headers = new TreeMap<>(headers);
  }

  /** The same with a header. */
  public ApiAnswer with(String name, String value) {
    ApiAnswer more = new ApiAnswer(status, headers, body, failure);
    more.headers.put(name, value);
    return more;
  }

  /** A whole answer, whose body cannot fail. */
  public static ApiAnswer of(int status, String mediaType, byte[] body) {
    return new ApiAnswer(
        status,
        Map.of("Content-Type", mediaType, "Content-Length", Integer.toString(body.length)),
        out -> out.write(body),
        failure -> text(500, String.valueOf(failure.getMessage())));
  }

  /** A line for a person. */
  public static ApiAnswer text(int status, String line) {
    return of(status, "text/plain; charset=utf-8", (line + "\n").getBytes(StandardCharsets.UTF_8))
        .with("X-Content-Type-Options", "nosniff");
  }
}
