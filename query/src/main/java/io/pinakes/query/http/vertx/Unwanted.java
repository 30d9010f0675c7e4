package io.pinakes.query.http.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * The rest of a body that was refused. Closed while its sender sends, a connection is reset, and an
 * answer on it may be lost: so what is still to come is taken and dropped, so much and so long at
 * most, and the connection closed behind it.
 */
final class Unwanted {
  /** Some times the longest body that any path takes whole. */
  private static final int MOST_BYTES = 4 << 20;

  private final HttpServerRequest request;
  private int dropped;

  private Unwanted(HttpServerRequest request) {
    this.request = request;
  }

  /** On the event loop, when the answer has left. */
  static void drop(Vertx vertx, HttpServerRequest request, Duration most) {
    if (request.isEnded()) {
      close(request);
      return;
    }
    Unwanted rest = new Unwanted(request);
    request.exceptionHandler(broken -> close(request));
    request.endHandler(end -> close(request));
    request.handler(piece -> rest.drop(piece.length()));
    vertx.setTimer(most.toMillis(), late -> close(request));
    request.resume();
  }

  private void drop(int bytes) {
    dropped += bytes;
    if (dropped > MOST_BYTES) {
      close(request);
    }
  }

  private static void close(HttpServerRequest request) {
    var unused = request.connection().close();
  }
}
