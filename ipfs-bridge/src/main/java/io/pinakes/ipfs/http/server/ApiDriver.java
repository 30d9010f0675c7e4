package io.pinakes.ipfs.http.server;

import io.pinakes.ipfs.api.Api;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.api.Parameters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests from the event loop to an API, and answers back. A request's body comes while its
 * answer goes.
 */
final class ApiDriver {
  private static final Logger LOG = LoggerFactory.getLogger(ApiDriver.class);
  private static final Duration WAIT = Duration.ofSeconds(10);

  /** How long a sender may go on with a body that nobody wants. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final int MAX_TRAILER_CHARACTERS = 1024;

  private final Vertx vertx;
  private final Api api;
  private final ServerOptions.Limits limits;
  private final HostNames hostNames;
  private final ExecutorService threads;
  private final ConnectionWatch watch;
  private final Semaphore running;
  private final AtomicInteger taken = new AtomicInteger();

  ApiDriver(
      Vertx vertx, Api api, ServerOptions options, ExecutorService threads, ConnectionWatch watch) {
    this.vertx = vertx;
    this.api = api;
    this.limits = options.limits();
    this.hostNames = new HostNames(options.hostNames());
    this.threads = threads;
    this.watch = watch;
    this.running = new Semaphore(limits.maxRequests(), true);
  }

  /** On the event loop. */
  void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    HttpConnection connection = request.connection();
    Context context = vertx.getOrCreateContext();
    watch.begun(connection);
    AtomicBoolean open = new AtomicBoolean(true);
    Answering answering = new Answering();
    Runnable end =
        () -> {
          if (open.getAndSet(false)) {
            watch.ended(connection);
          }
        };
    response.endHandler(done -> end.run());
    response.closeHandler(
        gone -> {
          end.run();
          answering.breakOff();
        });
    response.exceptionHandler(failure -> LOG.debug("an answer broke: {}", failure.getMessage()));
    PacedInput body = new PacedInput(request, context, limits.stall());
    String host = request.authority() == null ? "" : request.authority().host();
    Exchange exchange = new Exchange(request, response, body, context);
    boolean named = hostNames.allow(host);
    boolean room = taken.incrementAndGet() <= limits.maxRequests() + limits.maxWaiting();
    try {
      threads.execute(
          () -> {
            if (named && room) {
              answering.run(() -> run(exchange));
            } else {
              taken.decrementAndGet();
              exchange.say(named ? busy() : ApiAnswer.text(403, "403 - Forbidden: another name"));
            }
          });
    } catch (RejectedExecutionException e) {
      taken.decrementAndGet();
      response.reset();
    }
  }

  private static ApiAnswer busy() {
    return ApiAnswer.text(503, "too many requests at once, come again").with("Retry-After", "1");
  }

  /** On a thread of its own. */
  private void run(Exchange exchange) {
    try {
      if (!running.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        exchange.say(busy());
        return;
      }
      try {
        exchange.say(api.answer(exchange.asked()));
      } finally {
        running.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.response.reset();
    } catch (Throwable e) {
      // A defect, or a stack or heap that did not do: one answer is lost, the server is not.
      exchange.defect(e);
    } finally {
      taken.decrementAndGet();
    }
  }

  /**
   * The thread of a request, which is interrupted when the caller goes away: what waits for others,
   * such as a fetch, then ends, and does not keep its place for an answer that nobody reads.
   */
  private static final class Answering {
    private @Nullable Thread thread; // guarded by this
    private boolean broken; // guarded by this

    void run(Runnable work) {
      begin();
      try {
        work.run();
      } finally {
        end();
      }
    }

    private synchronized void begin() {
      thread = Thread.currentThread();
      if (broken) {
        thread.interrupt();
      }
    }

    private synchronized void end() {
      thread = null;
    }

    /** On the event loop. */
    synchronized void breakOff() {
      broken = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** One request and its answer. */
  private final class Exchange {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final PacedInput body;
    private final Context context;

    Exchange(
        HttpServerRequest request, HttpServerResponse response, PacedInput body, Context context) {
      this.request = request;
      this.response = response;
      this.body = body;
      this.context = context;
    }

    ApiRequest asked() {
      Map<String, String> headers = new TreeMap<>();
      request
          .headers()
          .forEach(
              (name, value) ->
                  headers.merge(
                      name.toLowerCase(Locale.ROOT), value, (one, two) -> one + ", " + two));
      String query = request.query() == null ? "" : request.query();
      return new ApiRequest(
          request.method().name(), request.path(), Parameters.parse(query), headers, body);
    }

    /** Writes an answer; on failure another in its place, or a trailer that says why. */
    void say(ApiAnswer answer) {
      PacedOutput out = new PacedOutput(piece -> send(answer, piece), limits.stall());
      try {
        answer.body().writeTo(out);
        out.drain();
        finish(answer);
      } catch (IOException | IllegalArgumentException e) {
        LOG.debug("could not complete the answer to [{}]: {}", request.path(), e.getMessage());
        if (response.closed()) {
          return;
        }
        if (!response.headWritten()) {
          say(answer.failure().instead(e));
          return;
        }
        late(answer, out, e);
      }
    }

    /** Says nothing of what it is, but that it is. */
    void defect(Throwable failure) {
      try {
        LOG.error("failed to answer [{}]", request.path(), failure);
        if (response.headWritten() || response.closed()) {
          response.reset();
        } else {
          say(ApiAnswer.text(500, "500 - Internal Server Error: a defect of this node"));
        }
      } catch (Throwable e) {
        response.reset();
        throw e;
      }
    }

    private void late(ApiAnswer answer, PacedOutput out, Exception failure) {
      if (!answer.headers().containsKey("Trailer")) {
        response.reset();
        return;
      }
      try {
        out.drain();
      } catch (IOException e) {
        response.reset();
        return;
      }
      String words = String.valueOf(failure.getMessage()).replaceAll("[^\\x20-\\x7e]", " ");
      response.putTrailer(
          ApiAnswer.ERROR_TRAILER,
          words.substring(0, Math.min(words.length(), MAX_TRAILER_CHARACTERS)));
      finish(answer);
    }

    private Future<Void> send(ApiAnswer answer, Buffer piece) {
      if (!response.headWritten()) {
        head(answer);
      }
      return response.write(piece);
    }

    private void head(ApiAnswer answer) {
      response.setStatusCode(answer.status());
      answer.headers().forEach(response::putHeader);
      if (!answer.headers().containsKey("Content-Length")) {
        response.setChunked(true);
      }
      if (!body.allCame()) {
        // What is left of the body would be taken for the next request's.
        response.putHeader("Connection", "close");
      }
    }

    private void finish(ApiAnswer answer) {
      if (!response.headWritten()) {
        head(answer);
      }
      response.end().onComplete(done -> context.runOnContext(run -> linger()));
    }

    /** Lets a sender that is still at it find the answer, before its connection is closed. */
    private void linger() {
      if (!request.isEnded()) {
        UnwantedBody.drop(vertx, request, LINGER, Long.MAX_VALUE);
      }
    }
  }
}
