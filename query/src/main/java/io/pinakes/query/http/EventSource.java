package io.pinakes.query.http;

/** Writes a stream of events, from the first to the last. */
@FunctionalInterface
public interface EventSource {
  /**
   * Writes all events; the stream ends when this returns.
   *
   * @throws Exception what ends the stream early. Before the first event it becomes an ordinary
   *     error; later the surface's own last words have to be sent as an event
   */
  void run(EventSink sink) throws Exception;
}
