package io.pinakes.query.http.vertx;

import io.pinakes.ipfs.http.server.ConnectionWatch;
import io.pinakes.query.http.Access;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.Problem;
import io.pinakes.query.http.Problems;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import io.pinakes.query.http.guard.Gate;
import io.pinakes.query.http.metrics.NodeMetrics;
import io.pinakes.query.http.trace.Traces;
import io.pinakes.query.http.work.LanePool;
import io.pinakes.query.http.work.Lanes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests from the event loop to the lanes. */
final class RequestDriver {
  static final Problem MALFORMED =
      Problem.of(400, "malformed", "The request cannot be read.", "See /openapi.json.");

  private static final Logger REQUESTS = LoggerFactory.getLogger("io.pinakes.requests");

  static final Problem STOPPING =
      Problem.of(503, "stopping", "The node is about to stop.", "Try again when it is back.")
          .retryAfter(5);
  static final Problem TOO_SLOW =
      Problem.of(
          408,
          "too-slow",
          "The body of the request did not come in time.",
          "Send it again, without pauses, over a connection that is fast enough.");
  private static final long DRAIN_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Vertx vertx;
  private final ServeOptions.Limits limits;
  private final Lanes lanes;
  private final Gate gate;
  private final Problems problems;
  private final NodeMetrics metrics;
  private final Traces traces;
  private final ConnectionWatch watch;
  private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  RequestDriver(
      Vertx vertx,
      ServeOptions.Limits limits,
      Lanes lanes,
      Gate gate,
      Problems problems,
      NodeMetrics metrics,
      Traces traces,
      ConnectionWatch watch) {
    this.vertx = vertx;
    this.limits = limits;
    this.lanes = lanes;
    this.gate = gate;
    this.problems = problems;
    this.metrics = metrics;
    this.traces = traces;
    this.watch = watch;
  }

  boolean draining() {
    return draining;
  }

  /** On the event loop: a path that no route has, or that cannot be read. */
  void refuse(RoutingContext context, List<Surface> longestFirst, Problem problem) {
    String path = String.valueOf(context.request().path());
    Surface surface =
        longestFirst.stream()
            .filter(s -> path.startsWith(s.prefix()))
            .findFirst()
            .orElse(longestFirst.getLast());
    Exchange exchange = open(context, surface, "none");
    exchange.fail(refusal(context.request(), Access.READ).orElse(problem));
  }

  /** On the event loop. */
  void handle(RoutingContext context, Surface surface, Route route) {
    HttpServerRequest request = context.request();
    Exchange exchange = open(context, surface, route.path());
    Optional<Problem> refused = refusal(request, route.access());
    Optional<Problem> unread = HeadCheck.refusal(request);
    if (refused.isPresent()) {
      exchange.fail(refused.get());
    } else if (unread.isPresent()) {
      exchange.failAndClose(unread.get());
    } else if (draining && route.lane() != Lane.INSTANT && route.lane() != Lane.OPS) {
      exchange.fail(STOPPING);
    } else if (route.lane() == Lane.INSTANT) {
      run(exchange, route, new byte[0], InputStream.nullInputStream());
    } else if (lanes.of(route.lane()).full()) {
      exchange.fail(busy(route.lane()));
    } else if (route.streamed()) {
      BodyStream content = new BodyStream(vertx, request, route.maxBodyBytes(), limits);
      exchange.onEnd(status -> content.discard());
      submit(exchange, route, new byte[0], content);
    } else {
      body(exchange, route, bytes -> submit(exchange, route, bytes, InputStream.nullInputStream()));
    }
  }

  private Exchange open(RoutingContext context, Surface surface, String route) {
    Traces.Span span =
        traces.request(
            context.request().method().name(),
            route,
            Optional.ofNullable(context.request().getHeader("traceparent")));
    Exchange exchange = new Exchange(context, surface.errors(), limits, span, () -> draining);
    underWay.add(exchange);
    watch.begun(context.request().connection());
    long start = System.nanoTime();
    exchange.onEnd(
        status -> {
          underWay.remove(exchange);
          watch.ended(context.request().connection());
          long nanos = System.nanoTime() - start;
          String method = context.request().method().name();
          metrics.answered(method, route, status, nanos);
          span.put("http.response.status_code", status).put("request.id", exchange.requestId());
          if (status >= 500) {
            span.fail(Integer.toString(status));
          }
          span.end();
          // Never the address itself: what was asked stands in it.
          REQUESTS
              .atInfo()
              .addKeyValue("request", exchange.requestId())
              .addKeyValue("method", method)
              .addKeyValue("route", route)
              .addKeyValue("status", status)
              .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(nanos))
              .log("answered");
        });
    return exchange;
  }

  private Optional<Problem> refusal(HttpServerRequest request, Access access) {
    String named = Optional.ofNullable(request.getHeader("Host")).orElse("");
    // A whole address in the first line counts for more than the header (RFC 9112, 3.2.2).
    String host = HeadCheck.authority(request.uri()).orElse(named);
    if (!host.equals(named)) {
      Optional<Problem> other = gate.refusal(Access.OPEN, "GET", named, name -> "");
      if (other.isPresent()) {
        return other;
      }
    }
    return gate.refusal(
        access,
        request.method().name(),
        host,
        name -> Optional.ofNullable(request.getHeader(name)).orElse(""));
  }

  private Problem busy(Lane lane) {
    return Problem.of(
            503,
            "busy",
            "The node has as much to do as it takes on (" + lane.text() + ").",
            "Try again after the time that Retry-After says.")
        .retryAfter(1);
  }

  private void body(Exchange exchange, Route route, Consumer<byte[]> next) {
    HttpServerRequest request = exchange.request();
    long timer =
        vertx.setTimer(limits.bodyTime().toMillis(), late -> exchange.failAndClose(TOO_SLOW));
    BodyReader reader = new BodyReader(request, route.maxBodyBytes());
    reader.read(
        bytes -> {
          vertx.cancelTimer(timer);
          next.accept(bytes);
        },
        problem -> {
          vertx.cancelTimer(timer);
          if (problem.status() == BodyReader.TOO_LARGE) {
            exchange.failAndDrop(problem, vertx);
          } else {
            // Where it ends is not known: nothing behind it is read.
            exchange.failAndClose(problem);
          }
        });
  }

  private void submit(Exchange exchange, Route route, byte[] body, InputStream content) {
    LanePool pool = lanes.of(route.lane());
    long timer =
        vertx.setTimer(
            pool.limits().time().toMillis(),
            late -> {
              if (!exchange.begun()) {
                exchange.liveness().end();
                exchange.fail(
                    Problem.of(
                        504,
                        "took-too-long",
                        "It took too long to answer.",
                        "Ask again when the node has less to do, or for less at once."));
              }
            });
    exchange.onEnd(status -> vertx.cancelTimer(timer));
    boolean room =
        pool.submit(
            () -> run(exchange, route, body, content), () -> exchange.fail(busy(route.lane())));
    if (!room) {
      exchange.fail(busy(route.lane()));
    }
  }

  /** On a lane's thread, or on the event loop for what is instant. */
  private void run(Exchange exchange, Route route, byte[] body, InputStream content) {
    if (exchange.liveness().ended()) {
      return;
    }
    Traces.Scope scope = exchange.span().enter();
    try {
      Reply reply = route.handler().handle(exchange.call(body, content));
      switch (reply) {
        case Reply.Whole whole -> exchange.send(whole);
        case Reply.Stored stored -> exchange.send(stored);
        case Reply.Events events -> exchange.stream(events);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.fail(STOPPING);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      // Whatever it was, somebody waits for an answer.
      exchange.fail(problems.of(e, exchange.requestId()));
    } finally {
      scope.close();
    }
  }

  /** Ends streams, waits for answers, then breaks off what is left. Waits; not for event loops. */
  void drain() {
    draining = true;
    underWay.stream().filter(Exchange::streams).forEach(e -> e.liveness().stop());
    long end = System.nanoTime() + limits.drain().toNanos();
    while (!underWay.isEmpty()
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(DRAIN_STEP_NANOS);
    }
    underWay.forEach(e -> e.liveness().end());
  }
}
