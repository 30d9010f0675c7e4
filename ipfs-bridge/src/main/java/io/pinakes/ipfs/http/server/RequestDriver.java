package io.pinakes.ipfs.http.server;

import io.pinakes.ipfs.gateway.Answer;
import io.pinakes.ipfs.gateway.DelegatedRouting;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayRequest;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests from the event loop to the gateway, and answers back. */
final class RequestDriver {
  private static final Logger LOG = LoggerFactory.getLogger(RequestDriver.class);
  private static final Duration WAIT = Duration.ofSeconds(10);

  /** How long, and how much, is read of a body that is not taken. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final long MOST_UNWANTED_BYTES = 4 << 20;

  private final Vertx vertx;
  private final Gateway gateway;
  private final ServerOptions.Limits limits;
  private final HostNames hostNames;
  private final ExecutorService threads;
  private final ConnectionWatch watch;
  private final Semaphore running;
  private final AtomicInteger taken = new AtomicInteger();

  RequestDriver(
      Vertx vertx,
      Gateway gateway,
      ServerOptions options,
      ExecutorService threads,
      ConnectionWatch watch) {
    this.vertx = vertx;
    this.gateway = gateway;
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
    watch.begun(connection);
    AtomicBoolean open = new AtomicBoolean(true);
    Handler<Void> end =
        done -> {
          if (open.getAndSet(false)) {
            watch.ended(connection);
          }
        };
    response.endHandler(end);
    response.closeHandler(end);
    String host = request.authority() == null ? "" : request.authority().host();
    if (!hostNames.allow(host)) {
      var unused = refuse(response, 403, "this gateway is not asked for by that name");
      return;
    }
    boolean brings = DelegatedRouting.bringsRecord(request.method().name(), request.path());
    if (hasBody(request) && !(brings && isShort(request))) {
      if (request.version() != HttpVersion.HTTP_2) {
        response.putHeader("Connection", "close");
      }
      refuse(response, 400, "a request with a body is not understood")
          .onComplete(sent -> UnwantedBody.drop(vertx, request, LINGER, MOST_UNWANTED_BYTES));
      return;
    }
    if (taken.incrementAndGet() > limits.maxRequests() + limits.maxWaiting()) {
      taken.decrementAndGet();
      busy(response);
      return;
    }
    GatewayRequest asked =
        GatewayRequest.of(request.method().name(), request.uri(), headers(request));
    Future<Buffer> body = brings ? request.body() : Future.succeededFuture(Buffer.buffer());
    try {
      threads.execute(() -> run(asked, body, response));
    } catch (RejectedExecutionException e) {
      taken.decrementAndGet();
      response.reset();
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length != null && !length.equals("0") || request.getHeader("Transfer-Encoding") != null;
  }

  /** Records alone are sent here, and they are short. */
  private static boolean isShort(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length != null
        && length.matches("[0-9]{1,5}")
        && Integer.parseInt(length) <= IpnsRecord.MAX_BYTES;
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request
        .headers()
        .forEach((name, value) -> headers.merge(name, value, (one, two) -> one + ", " + two));
    return headers;
  }

  /** On a thread of its own. */
  private void run(GatewayRequest head, Future<Buffer> body, HttpServerResponse response) {
    GatewayRequest request = head;
    try {
      byte[] sent =
          body.toCompletionStage()
              .toCompletableFuture()
              .get(limits.stall().toMillis(), TimeUnit.MILLISECONDS)
              .getBytes();
      request = head.with(sent);
      if (!running.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        busy(response);
        return;
      }
      try {
        write(request, response, gateway.answer(request));
      } finally {
        running.release();
      }
    } catch (IOException e) {
      LOG.debug("broke off the answer to [{}]: {}", request.path(), e.getMessage());
      breakOff(response);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("what [{}] was to bring did not come: {}", request.path(), e.getMessage());
      response.reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.reset();
    } catch (Throwable e) {
      // A defect, or a stack or heap that did not do: one answer is lost, the server is not.
      defect(request, response, e);
    } finally {
      taken.decrementAndGet();
    }
  }

  private void write(GatewayRequest request, HttpServerResponse response, Answer answer)
      throws IOException {
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    boolean bodiless =
        request.method().equals("HEAD") || answer.status() == 304 || answer.status() == 204;
    if (answer.length().isPresent()) {
      response.putHeader("Content-Length", Long.toString(answer.length().getAsLong()));
    } else if (!bodiless) {
      response.setChunked(true);
    }
    if (!bodiless) {
      PacedOutput out = new PacedOutput(response::write, limits.stall());
      answer.body().writeTo(out);
      out.drain();
    }
    var unused = response.end();
  }

  /** Says nothing of what it is, but that it is. */
  private static void defect(
      GatewayRequest request, HttpServerResponse response, Throwable failure) {
    try {
      LOG.error("failed to answer [{}]", request.path(), failure);
      instead(response, 500, "this gateway has a defect");
    } catch (Throwable e) {
      response.reset();
      throw e;
    }
  }

  private static void breakOff(HttpServerResponse response) {
    instead(response, 404, "a block of this content is not here");
  }

  /** Says so while it can still be said; else the connection ends, and the answer is no answer. */
  private static void instead(HttpServerResponse response, int status, String why) {
    if (response.headWritten() || response.closed()) {
      response.reset();
      return;
    }
    response.headers().clear();
    response.setChunked(false);
    var unused = refuse(response, status, why);
  }

  private static void busy(HttpServerResponse response) {
    response.putHeader("Retry-After", "1");
    var unused = refuse(response, 503, "too many requests at once, come again");
  }

  private static Future<Void> refuse(HttpServerResponse response, int status, String why) {
    response.putHeader("Content-Type", "text/plain; charset=utf-8");
    return response.setStatusCode(status).end(why + "\n");
  }
}
