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
  private final HttpServerRequest request;
  private final long mostBytes;
  private long dropped;

  private UnwantedBody(HttpServerRequest request, long mostBytes) {
    this.request = request;
    this.mostBytes = mostBytes;
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
      close(request);
      return;
    }
    UnwantedBody rest = new UnwantedBody(request, mostBytes);
    request.exceptionHandler(broken -> close(request));
    request.endHandler(end -> close(request));
    request.handler(piece -> rest.drop(piece.length()));
    vertx.setTimer(most.toMillis(), late -> close(request));
    request.resume();
  }

  private void drop(int bytes) {
    dropped += bytes;
    if (dropped > mostBytes) {
      close(request);
    }
  }

  private static void close(HttpServerRequest request) {
    var unused = request.connection().close();
  }
}
