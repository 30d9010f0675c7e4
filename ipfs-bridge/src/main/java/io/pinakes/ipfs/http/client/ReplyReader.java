package io.pinakes.ipfs.http.client;

import io.pinakes.ipfs.fetch.SourceStalledException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one answer on the event loop, and breaks it off when it is too long or too slow. All but
 * {@link #reply} runs on the event loop, but for {@link #fail}, which any thread may call.
 */
final class ReplyReader {
  /** Of the codes of HTTP/2: not wanted any more. */
  private static final long CANCEL = 8;

  private final Vertx vertx;
  private final ClientLimits limits;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private final Buffer body = Buffer.buffer();
  private final long timer;
  private volatile @Nullable HttpClientRequest request;
  private long received;
  private long receivedBefore = -1;

  ReplyReader(Vertx vertx, ClientLimits limits) {
    this.vertx = vertx;
    this.limits = limits;
    this.timer = vertx.setPeriodic(limits.pace().toMillis(), tick -> checkPace());
    var unused = reply.whenComplete((done, failure) -> vertx.cancelTimer(timer));
  }

  CompletableFuture<Reply> reply() {
    return reply;
  }

  void connected(HttpClientRequest opened) {
    request = opened;
    if (reply.isDone()) {
      breakOff();
      return;
    }
    opened.response().onComplete(this::head, this::fail);
    var unused = opened.end();
  }

  private void head(HttpClientResponse response) {
    String retryAfter = String.valueOf(response.getHeader("Retry-After"));
    if (response.statusCode() != 200) {
      // The body says nothing that is needed, and might not end.
      boolean short404 = "0".equals(response.getHeader("Content-Length"));
      reply.complete(new Reply(response.statusCode(), retryAfter, Buffer.buffer()));
      discard(response, short404);
      return;
    }
    String length = response.getHeader("Content-Length");
    if (length != null && !length.matches("[0-9]{1,9}")
        || length != null && Integer.parseInt(length) > limits.maxBlockBytes()) {
      fail(new IOException("it announces [" + length + "] bytes for a block"));
      return;
    }
    response.exceptionHandler(this::fail);
    response.handler(this::gather);
    response.endHandler(end -> reply.complete(new Reply(200, retryAfter, body)));
  }

  /** Reads a refusal to its end, so that the connection can be used again; not if it is long. */
  private void discard(HttpClientResponse response, boolean isEmpty) {
    if (isEmpty) {
      return;
    }
    long[] seen = new long[1];
    response.handler(
        buffer -> {
          seen[0] += buffer.length();
          if (seen[0] > limits.maxHeadBytes()) {
            breakOff();
          }
        });
    // Asked now: one that has come to its end may not be asked for it any more.
    Future<Void> end = response.end();
    vertx.setTimer(limits.pace().toMillis(), tick -> breakOffIfOpen(end));
  }

  private void breakOffIfOpen(Future<Void> end) {
    if (!end.isComplete()) {
      breakOff();
    }
  }

  private void gather(Buffer buffer) {
    received += buffer.length();
    if (received > limits.maxBlockBytes()) {
      fail(new IOException("it sends over [" + limits.maxBlockBytes() + "] bytes for a block"));
      return;
    }
    body.appendBuffer(buffer);
  }

  private void checkPace() {
    if (received - Math.max(0, receivedBefore) < limits.paceBytes() && receivedBefore >= 0
        || received == 0) {
      fail(new SourceStalledException("it stalls: [" + received + "] bytes until now"));
    }
    receivedBefore = received;
  }

  void fail(Throwable why) {
    if (reply.completeExceptionally(why)) {
      breakOff();
    }
  }

  private void breakOff() {
    HttpClientRequest opened = request;
    if (opened != null) {
      breakOff(opened);
    }
  }

  /**
   * Ends one question. By HTTP/2 it is one stream of several on a connection, whose others go on;
   * by HTTP/1.1 it has the connection to itself.
   */
  static void breakOff(HttpClientRequest opened) {
    opened.reset(CANCEL);
    if (opened.version() != HttpVersion.HTTP_2) {
      opened.connection().close();
    }
  }
}
