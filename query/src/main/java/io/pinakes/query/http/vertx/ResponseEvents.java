package io.pinakes.query.http.vertx;

import io.pinakes.query.http.EventSink;
import io.pinakes.query.http.Liveness;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Events into a response, of which a few are under way at most. Belongs to one thread. */
final class ResponseEvents implements EventSink {
  private static final int UNDER_WAY = 64;

  private final HttpServerResponse response;
  private final Liveness liveness;
  private final Duration stall;
  private final BooleanSupplier opener;
  private final ArrayDeque<Future<Void>> underWay = new ArrayDeque<>();
  private boolean begun;
  private boolean leaving;

  ResponseEvents(
      HttpServerResponse response, Liveness liveness, Duration stall, BooleanSupplier opener) {
    this.response = response;
    this.liveness = liveness;
    this.stall = stall;
    this.opener = opener;
  }

  boolean begun() {
    return begun;
  }

  @Override
  public void send(String id, String event, String data) throws IOException {
    StringBuilder text = new StringBuilder();
    if (!id.isEmpty()) {
      text.append("id: ").append(id).append('\n');
    }
    if (!event.isEmpty()) {
      text.append("event: ").append(event).append('\n');
    }
    data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    if (data.isEmpty()) {
      text.append("data:\n");
    }
    write(text.append('\n').toString());
  }

  @Override
  public void heartbeat() throws IOException {
    write(":\n\n");
  }

  /** From now on, what is sent waits for nobody: the server stops, and breaks off what stays. */
  void leave() {
    leaving = true;
  }

  void end() throws IOException {
    if (!begun) {
      open();
    }
    if (!leaving) {
      drain(0);
    }
    var unused = response.end();
  }

  private void open() throws IOException {
    if (!opener.getAsBoolean()) {
      throw new IOException("the call was answered already");
    }
    begun = true;
  }

  private void write(String text) throws IOException {
    if (leaving) {
      var unused = response.write(text);
      return;
    }
    if (liveness.ended()) {
      throw new IOException("nobody reads the stream any more");
    }
    if (!begun) {
      open();
    }
    drain(UNDER_WAY - 1);
    underWay.addLast(response.write(text));
  }

  private void drain(int left) throws IOException {
    while (underWay.size() > left) {
      try {
        underWay
            .removeFirst()
            .toCompletionStage()
            .toCompletableFuture()
            .get(stall.toNanos(), TimeUnit.NANOSECONDS);
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
}
