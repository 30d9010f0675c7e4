package io.pinakes.query.generate.wire;

import io.pinakes.query.generate.GenerationException;
import java.util.Optional;

/**
 * Server-sent events (WHATWG HTML, "Server-sent events") out of the lines of a response. Comments
 * and fields that do not matter here are dropped.
 *
 * <p>One departure: a line {@code error: …}, which llama.cpp sent before it moved errors into the
 * data, is an event of its own, of the type {@code error}. By the standard it would be an unknown
 * field and vanish, and the answer would look merely cut.
 */
public final class ServerSentEvents {
  private final ResponseLines lines;

  /** Reads events from here on. */
  public ServerSentEvents(ResponseLines lines) {
    this.lines = lines;
  }

  /**
   * One event.
   *
   * @param type {@code message} unless the server names another
   * @param data the data lines, joined by line feeds
   */
  public record Event(String type, String data) {}

  /**
   * The next event that has data; empty when the response has ended. An event that the end of the
   * response cut short is given too: servers end without the blank line.
   *
   * @throws GenerationException as {@link ResponseLines#next} does
   */
  public Optional<Event> next() throws GenerationException, InterruptedException {
    String type = "message";
    StringBuilder data = new StringBuilder();
    boolean any = false;
    while (true) {
      Optional<String> line = lines.next();
      if (line.isEmpty() || line.get().isEmpty()) {
        if (any) {
          return Optional.of(new Event(type, data.toString()));
        }
        if (line.isEmpty()) {
          return Optional.empty();
        }
        type = "message";
        continue;
      }
      int colon = line.get().indexOf(':');
      String field = colon < 0 ? line.get() : line.get().substring(0, colon);
      String value = colon < 0 ? "" : line.get().substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "data" -> {
          data.append(any ? "\n" : "").append(value);
          any = true;
        }
        case "event" -> type = value;
        case "error" -> {
          return Optional.of(new Event("error", value));
        }
        default -> {}
      }
    }
  }
}
