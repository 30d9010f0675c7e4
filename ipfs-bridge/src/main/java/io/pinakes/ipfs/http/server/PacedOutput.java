package io.pinakes.ipfs.http.server;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Writes pieces to a response, of which a mebibyte is under way at most: they leave while the next
 * block is read. Belongs to one thread, which waits here and not on the event loop.
 */
final class PacedOutput extends OutputStream {
  private static final int UNDER_WAY = 16;

  private final Function<Buffer, Future<Void>> writer;
  private final Duration stall;
  private final ArrayDeque<Future<Void>> underWay = new ArrayDeque<>();
  private byte[] piece = new byte[ServerOptions.Limits.PIECE_BYTES];
  private int filled;

  PacedOutput(Function<Buffer, Future<Void>> writer, Duration stall) {
    this.writer = writer;
    this.stall = stall;
  }

  @Override
  public void write(int b) throws IOException {
    if (filled == piece.length) {
      flush();
    }
    piece[filled++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int done = 0;
    while (done < length) {
      if (filled == piece.length) {
        flush();
      }
      int part = Math.min(length - done, piece.length - filled);
      System.arraycopy(bytes, offset + done, piece, filled, part);
      filled += part;
      done += part;
    }
  }

  @Override
  public void flush() throws IOException {
    if (filled == 0) {
      return;
    }
    while (underWay.size() >= UNDER_WAY) {
      await(underWay.removeFirst());
    }
    byte[] full = piece;
    underWay.addLast(writer.apply(Buffer.buffer(full).slice(0, filled)));
    // The buffer shares the array until it has left.
    piece = new byte[ServerOptions.Limits.PIECE_BYTES];
    filled = 0;
  }

  /** Waits until all has left. */
  void drain() throws IOException {
    flush();
    while (!underWay.isEmpty()) {
      await(underWay.removeFirst());
    }
  }

  private void await(Future<Void> written) throws IOException {
    try {
      written.toCompletionStage().toCompletableFuture().get(stall.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the reader took nothing for [" + stall + "]", e);
    } catch (ExecutionException e) {
      throw new IOException("the reader went away", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("the server stops");
      stopped.initCause(e);
      throw stopped;
    }
  }
}
