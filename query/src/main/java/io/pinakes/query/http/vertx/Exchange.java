package io.pinakes.query.http.vertx;

import io.pinakes.ipfs.http.server.UnwantedBody;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.ErrorShape;
import io.pinakes.query.http.Liveness;
import io.pinakes.query.http.Problem;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.trace.Traces;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * One request and its answer. Whoever is first answers: a handler, the limit of time, a refusal;
 * {@code begun} says that somebody was. Any thread may answer.
 */
final class Exchange {
  /** Some times the longest body that any path takes whole. */
  private static final long MOST_UNWANTED_BYTES = 4 << 20;

  private final RoutingContext context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final ErrorShape errors;
  private final ServeOptions.Limits limits;
  private final Traces.Span span;
  private final BooleanSupplier draining;
  private final String requestId;
  private final Liveness liveness = new Liveness();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<IntConsumer> atEnd = new CopyOnWriteArrayList<>();
  private volatile boolean streams;

  Exchange(
      RoutingContext context,
      ErrorShape errors,
      ServeOptions.Limits limits,
      Traces.Span span,
      BooleanSupplier draining) {
    this.context = context;
    this.request = context.request();
    this.response = request.response();
    this.errors = errors;
    this.limits = limits;
    this.span = span;
    this.draining = draining;
    String given = request.getHeader("X-Request-Id");
    this.requestId =
        given != null && given.matches("[A-Za-z0-9._-]{1,64}")
            ? given
            : UUID.randomUUID().toString();
    Handler<Void> end =
        done -> {
          if (!ended.getAndSet(true)) {
            liveness.end();
            int status = response.headWritten() ? response.getStatusCode() : 499;
            atEnd.forEach(callback -> callback.accept(status));
          }
        };
    response.endHandler(end);
    response.closeHandler(end);
    // A reader that goes away in the middle is its own affair.
    response.exceptionHandler(gone -> liveness.end());
  }

  HttpServerRequest request() {
    return request;
  }

  /** What tells where its time goes. */
  Traces.Span span() {
    return span;
  }

  String requestId() {
    return requestId;
  }

  Liveness liveness() {
    return liveness;
  }

  boolean begun() {
    return begun.get();
  }

  boolean streams() {
    return streams;
  }

  /** Calls back, with the status, when the answer has left or the client has gone. */
  void onEnd(IntConsumer callback) {
    atEnd.add(callback);
  }

  Call call(byte[] body, InputStream content) {
    Map<String, List<String>> query = new TreeMap<>();
    context
        .queryParams()
        .forEach((name, value) -> query.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    Map<String, String> headers = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, value) ->
                headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
    return new Call(
        requestId,
        request.method().name(),
        Optional.ofNullable(request.path()).orElse("/"),
        context.pathParams(),
        query,
        headers,
        body,
        content,
        liveness);
  }

  void send(Reply.Whole reply) {
    if (begun.getAndSet(true)) {
      return;
    }
    head(reply.status(), reply.headers());
    finish(reply.body());
  }

  void send(Reply.Stored reply) {
    if (begun.getAndSet(true)) {
      return;
    }
    head(200, reply.headers());
    response.putHeader("Content-Length", Long.toString(reply.length()));
    if (request.method().name().equals("HEAD")) {
      var unused = response.end();
    } else {
      response
          .sendFile(reply.file().toString(), 0, reply.length())
          .onFailure(gone -> request.connection().close());
    }
  }

  void fail(Problem problem) {
    if (begun.getAndSet(true)) {
      return;
    }
    head(problem.status(), problem.headers());
    response.putHeader("Content-Type", errors.contentType());
    finish(errors.body(problem, requestId));
  }

  /** Answers and closes: what is still to come of the request is not read. */
  void failAndClose(Problem problem) {
    fail(problem, sent -> request.connection().close());
  }

  /** Answers on the event loop, and closes when its sender had the time to see that. */
  void failAndDrop(Problem problem, Vertx vertx) {
    fail(
        problem, sent -> UnwantedBody.drop(vertx, request, limits.bodyTime(), MOST_UNWANTED_BYTES));
  }

  private void fail(Problem problem, Handler<AsyncResult<Void>> behind) {
    if (begun.getAndSet(true)) {
      return;
    }
    head(problem.status(), problem.headers());
    response.putHeader("Content-Type", errors.contentType());
    response.putHeader("Connection", "close");
    response.end(Buffer.buffer(errors.body(problem, requestId))).onComplete(behind);
  }

  /** Runs a stream on the caller's thread; what it throws before its first event is thrown on. */
  void stream(Reply.Events reply) throws Exception {
    streams = true;
    if (draining.getAsBoolean()) {
      // Who ends the streams may have looked just before this was one.
      liveness.stop();
    }
    ResponseEvents sink =
        new ResponseEvents(
            response,
            liveness,
            limits.stall(),
            () -> {
              if (begun.getAndSet(true)) {
                return false;
              }
              head(200, reply.headers());
              response.putHeader("Content-Type", "text/event-stream");
              // Proxies that gather answers would hold events back.
              response.putHeader("X-Accel-Buffering", "no");
              response.setChunked(true);
              return true;
            });
    try {
      reply.source().run(sink);
      sink.end();
    } catch (Exception e) {
      boolean said = liveness.stopping() && reply.farewell().isPresent();
      if (!sink.begun()) {
        throw said ? new ProblemException(RequestDriver.STOPPING) : e;
      }
      if (said) {
        sink.leave();
        reply.farewell().get().say(RequestDriver.STOPPING, sink);
        sink.end();
      } else {
        response.reset();
      }
    }
  }

  private void head(int status, Map<String, String> headers) {
    head(response, status, requestId);
    headers.forEach(response::putHeader);
    if (draining.getAsBoolean()) {
      response.putHeader("Connection", "close");
    }
  }

  /** What every answer says, whatever is in it. */
  static void head(HttpServerResponse response, int status, String requestId) {
    response.setStatusCode(status);
    response.putHeader("X-Request-Id", requestId);
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("Referrer-Policy", "no-referrer");
    response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }

  private void finish(byte[] body) {
    int status = response.getStatusCode();
    if (status == 304 || status == 204) {
      var unused = response.end();
      return;
    }
    response.putHeader("Content-Length", Integer.toString(body.length));
    if (request.method().name().equals("HEAD")) {
      var unused = response.end();
    } else {
      var unused = response.end(Buffer.buffer(body));
    }
  }
}
