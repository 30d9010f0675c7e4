package io.pinakes.query.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What answers a call. */
public sealed interface Reply {
  /** More headers. */
  Map<String, String> headers();

  /**
   * A whole answer.
   *
   * @param status the status
   * @param headers more headers, {@code Content-Type} among them
   * @param body the body. Not to be written to any more
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on to the driver, never compared.
  record Whole(int status, Map<String, String> headers, byte[] body) implements Reply {}

  /**
   * A file of the node's machine, sent as it is.
   *
   * @param headers more headers, {@code Content-Type} among them
   * @param file the file
   * @param length how much of it is sent, in bytes
   */
  record Stored(Map<String, String> headers, Path file, long length) implements Reply {}

  /**
   * A stream of events.
   *
   * @param headers more headers
   * @param source writes them
   * @param farewell says why the stream ends early if the node stops; without one it is cut off
   */
  record Events(Map<String, String> headers, EventSource source, Optional<Farewell> farewell)
      implements Reply {}

  /** The last words of a stream that ends before its time, as its surface words errors. */
  @FunctionalInterface
  interface Farewell {
    /** Says why. */
    void say(Problem problem, EventSink sink) throws IOException;
  }

  /** A JSON document, status 200. */
  static Reply json(JsonNode tree) {
    return json(200, tree);
  }

  /** A JSON document. */
  static Reply json(int status, JsonNode tree) {
    return bytes(status, "application/json", Json.bytes(tree));
  }

  /** A text of some type. */
  static Reply text(String contentType, String text) {
    return bytes(200, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes of some type. */
  static Reply bytes(int status, String contentType, byte[] body) {
    return new Whole(status, Map.of("Content-Type", contentType), body);
  }

  /** Done, and nothing to say. */
  static Reply noContent() {
    return new Whole(204, Map.of(), new byte[0]);
  }

  /** A stream of server-sent events. */
  static Reply events(EventSource source) {
    return new Events(Map.of(), source, Optional.empty());
  }

  /** The same, which says so if the node stops in its middle. */
  static Reply events(EventSource source, Farewell farewell) {
    return new Events(Map.of(), source, Optional.of(farewell));
  }

  /** The same with one more header. */
  default Reply with(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers());
    more.put(name, value);
    return switch (this) {
      case Whole whole -> new Whole(whole.status(), more, whole.body());
      case Stored stored -> new Stored(more, stored.file(), stored.length());
      case Events events -> new Events(more, events.source(), events.farewell());
    };
  }
}
