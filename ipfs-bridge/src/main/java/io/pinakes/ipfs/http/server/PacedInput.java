package io.pinakes.ipfs.http.server;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, of which a mebibyte or so is under way at most: the event loop puts pieces into
 * a queue and asks the connection for one more each time that the reading thread takes one.
 */
final class PacedInput extends InputStream {
  private static final int UNDER_WAY = 16;

  /** What a queue holds: bytes, the end, or what broke it off. */
  private record Piece(@Nullable Buffer bytes, @Nullable Throwable failure) {}

  private final HttpServerRequest request;
  private final Context context;
  private final Duration stall;
  private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private Buffer current = Buffer.buffer();
  private int at;
  private boolean ended;

  /** On the event loop, before anything of the body has come. */
  PacedInput(HttpServerRequest request, Context context, Duration stall) {
    this.request = request;
    this.context = context;
    this.stall = stall;
    request.pause();
    request.handler(bytes -> pieces.add(new Piece(bytes, null)));
    request.endHandler(end -> pieces.add(new Piece(null, null)));
    request.exceptionHandler(failure -> pieces.add(new Piece(null, failure)));
    request.fetch(UNDER_WAY);
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
    if (at == current.length() && !next()) {
      return -1;
    }
    int count = Math.min(length, current.length() - at);
    current.getBytes(at, at + count, into, offset);
    at += count;
    return count;
  }

  private boolean next() throws IOException {
    while (!ended) {
      Piece piece = take();
      if (piece.failure != null) {
        ended = true;
        throw new IOException("the sender went away", piece.failure);
      }
      if (piece.bytes == null) {
        ended = true;
      } else if (piece.bytes.length() > 0) {
        current = piece.bytes;
        at = 0;
        context.runOnContext(run -> request.fetch(1));
        return true;
      }
    }
    return false;
  }

  private Piece take() throws IOException {
    try {
      Piece piece = pieces.poll(stall.toNanos(), TimeUnit.NANOSECONDS);
      if (piece == null) {
        ended = true;
        throw new IOException("the sender sent nothing for [" + stall + "]");
      }
      return piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("the server stops");
      stopped.initCause(e);
      throw stopped;
    }
  }

  /** On the event loop: whether all of the body has come. */
  boolean allCame() {
    return request.isEnded();
  }
}
