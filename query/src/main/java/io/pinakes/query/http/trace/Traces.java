package io.pinakes.query.http.trace;

import java.util.Optional;

/** Spans of requests. Safe for use by several threads; a span belongs to one request. */
public interface Traces extends AutoCloseable {
  /** Nobody listens. */
  Traces NONE = new NoTraces();

  /**
   * Begins the span of a request.
   *
   * @param route as the surface declares it, never the address that was asked for
   * @param parent the header {@code traceparent} (W3C Trace Context), if the caller sent one
   */
  Span request(String method, String route, Optional<String> parent);

  /** Begins a span below the one that is entered on this thread, of a call to somebody else. */
  Span call(String name);

  /** The span that is entered on this thread. */
  Span current();

  /** Tells what is not told yet. */
  @Override
  void close();

  /** A time span with what is said of it. */
  interface Span {
    /** Says something of it; never what was asked or read. */
    Span put(String key, String value);

    /** The same of a number. */
    Span put(String key, long value);

    /** It failed. */
    Span fail(String why);

    /** Makes it the current one of this thread until the scope is closed. */
    Scope enter();

    /** It is over. */
    void end();
  }

  /** While it is open, a span is current. */
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
