package io.pinakes.query.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole and let in.
 *
 * @param requestId names it in the response, in errors and in the log
 * @param method such as {@code GET}
 * @param path the path, percent-encoded as it came
 * @param params what stands for the path's parameters, decoded
 * @param query the query's parameters, decoded
 * @param headers the head, names in lower case
 * @param body the body; empty without one, and where it is streamed. Not to be written to
 * @param content the body as it comes, where the route streams it; it waits, and throws {@link
 *     BodyException} when it is too long or too slow
 * @param liveness whether somebody still waits for the answer
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Handed on from the driver to one handler, never compared.
public record Call(
    String requestId,
    String method,
    String path,
    Map<String, String> params,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body,
    InputStream content,
    Liveness liveness) {
  /** The value of a path's parameter. */
  public String param(String name) {
    String value = params.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter [" + name + "]");
    }
    return value;
  }

  /** The first value of a query's parameter. */
  public Optional<String> first(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** A header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Whether the caller would have the answer as server-sent events. */
  public boolean wantsEvents() {
    return header("accept").orElse("").toLowerCase(Locale.ROOT).contains("text/event-stream");
  }
}
