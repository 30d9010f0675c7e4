package io.pinakes.query.http.vertx;

import io.pinakes.query.http.BodyException;
import io.pinakes.query.http.Problem;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A body as it comes. One thread reads, and waits; the event loop brings a few pieces ahead of it,
 * and no more than were asked for, so that a sender who is faster than the disk waits, too. A
 * sender who is slower than anybody's line is sent away.
 */
final class BodyStream extends InputStream {
  /** Bytes a second, beyond the time that any body may take. */
  private static final long LEAST_RATE = 8 << 10;

  /** Of a body that nobody wants, so much is read, so that its sender sees the answer. */
  private static final int DISCARDED = 1 << 20;

  /**
   * Pieces that may wait for the reader: to ask for each when it is needed is a way to the event
   * loop and back for every few thousand bytes.
   */
  private static final int AHEAD = 16;

  /** What the event loop brings. */
  private sealed interface Arrival {
    record Piece(Buffer bytes) implements Arrival {}

    record End(boolean whole) implements Arrival {}
  }

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final int maxBytes;
  private final ServeOptions.Limits limits;
  private final Context loop;
  private final long start = System.nanoTime();
  // Holds as many as were asked for, AHEAD, and how it ended.
  private final LinkedBlockingQueue<Arrival> pieces = new LinkedBlockingQueue<>();
  private Buffer piece = Buffer.buffer();
  private int at;
  private long received;
  private boolean ended;
  private boolean begun;
  private int asked;
  private volatile boolean discarding;
  private int discarded;

  /** On the event loop. */
  BodyStream(Vertx vertx, HttpServerRequest request, int maxBytes, ServeOptions.Limits limits) {
    this.vertx = vertx;
    this.request = request;
    this.maxBytes = maxBytes;
    this.limits = limits;
    this.loop = vertx.getOrCreateContext();
    request.pause();
    request.exceptionHandler(broken -> pieces.add(new Arrival.End(false)));
    request.endHandler(end -> pieces.add(new Arrival.End(true)));
    request.handler(this::take);
  }

  private void take(Buffer some) {
    if (!discarding) {
      pieces.add(new Arrival.Piece(some));
      return;
    }
    discarded += some.length();
    if (discarded > DISCARDED) {
      request.connection().close();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == piece.length()) {
      if (ended || !next()) {
        return -1;
      }
    }
    int n = Math.min(length, piece.length() - at);
    piece.getBytes(at, at + n, into, offset);
    at += n;
    return n;
  }

  private boolean next() throws IOException {
    if (!begun) {
      begun = true;
      refuseLong(announced());
      if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
        loop.runOnContext(go -> request.response().writeContinue());
      }
    }
    if (asked <= AHEAD / 2) {
      int more = AHEAD - asked;
      asked = AHEAD;
      loop.runOnContext(go -> request.fetch(more));
    }
    Arrival some;
    try {
      some = pieces.poll(limits.stall().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("the server stops");
      stopped.initCause(e);
      throw stopped;
    }
    Duration allowed = limits.bodyTime().plusSeconds(received / LEAST_RATE);
    if (some == null || System.nanoTime() - start > allowed.toNanos()) {
      throw new BodyException(RequestDriver.TOO_SLOW);
    }
    switch (some) {
      case Arrival.Piece next -> {
        piece = next.bytes();
        asked--;
      }
      case Arrival.End end when end.whole() -> {
        ended = true;
        piece = Buffer.buffer();
      }
      case Arrival.End brokenOff ->
          throw new BodyException(
              Problem.of(
                  400, "body-broken-off", "The body ended before its end.", "Send it again."));
    }
    at = 0;
    received += piece.length();
    refuseLong(received);
    return !ended;
  }

  private long announced() {
    String length = request.getHeader("Content-Length");
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  private void refuseLong(long bytes) throws BodyException {
    if (bytes > maxBytes) {
      throw new BodyException(
          BodyReader.tooLarge(
              maxBytes,
              "Split it: a folder that is ingested has the same bound for each file, and none for"
                  + " all of them."));
    }
  }

  /** Lets go of what is still to come. Any thread. */
  void discard() {
    discarding = true;
    loop.runOnContext(
        go -> {
          if (!request.isEnded()) {
            vertx.setTimer(
                limits.bodyTime().toMillis(),
                late -> {
                  if (!request.isEnded()) {
                    request.connection().close();
                  }
                });
            request.resume();
          }
        });
  }
}
