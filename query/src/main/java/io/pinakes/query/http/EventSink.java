package io.pinakes.query.http;

import java.io.IOException;

/**
 * Takes server-sent events. Each call waits until the reader has taken enough of what was sent
 * before; belongs to the one thread that runs the {@link EventSource}.
 */
public interface EventSink {
  /**
   * Sends an event.
   *
   * @param id what the reader sends back as {@code Last-Event-ID}; empty for none
   * @param event its type; empty for the usual
   * @param data one or more lines
   * @throws IOException if the reader has gone or takes nothing, or the server stops
   */
  void send(String id, String event, String data) throws IOException;

  /** Sends a line that readers skip, to keep the connection from looking dead. */
  void heartbeat() throws IOException;
}
