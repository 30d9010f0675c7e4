package io.pinakes.ipfs.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * The rest of a body that was refused. Closed while its sender sends, a connection is reset, and an
 * answer on it may be lost: so what is still to come is taken and dropped, so much and so long at
 * most, and the connection closed behind it.
 */
public final class UnwantedBody {
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final long mostBytes;
  private final long timer;
  private long dropped;

  private UnwantedBody(Vertx vertx, HttpServerRequest request, Duration most, long mostBytes) {
    this.vertx = vertx;
    this.request = request;
    this.mostBytes = mostBytes;
    this.timer = vertx.setTimer(most.toMillis(), late -> close());
  }

  /**
   * Drops it. On the event loop, when the answer has left.
   *
   * @param most how long its sender may go on
   * @param mostBytes how much it may send
   */
  public static void drop(Vertx vertx, HttpServerRequest request, Duration most, long mostBytes) {
    if (request.version() == HttpVersion.HTTP_2) {
      return; // A stream ends with its answer, and others go on beside it.
    }
    if (request.isEnded()) {
      var unused = request.connection().close();
      return;
    }
    UnwantedBody rest = new UnwantedBody(vertx, request, most, mostBytes);
    request.exceptionHandler(broken -> rest.close());
    request.endHandler(end -> rest.close());
    request.handler(piece -> rest.drop(piece.length()));
    request.resume();
  }

  private void drop(int bytes) {
    dropped += bytes;
    if (dropped > mostBytes) {
      close();
    }
  }

  private void close() {
    vertx.cancelTimer(timer);
    var unused = request.connection().close();
  }
}
