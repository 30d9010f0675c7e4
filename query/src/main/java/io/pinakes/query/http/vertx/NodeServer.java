package io.pinakes.query.http.vertx;

import io.pinakes.ipfs.http.server.ConnectionWatch;
import io.pinakes.query.http.Problem;
import io.pinakes.query.http.Problems;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import io.pinakes.query.http.guard.Gate;
import io.pinakes.query.http.metrics.NodeMetrics;
import io.pinakes.query.http.trace.Traces;
import io.pinakes.query.http.work.Lanes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A node that listens. It holds its own event loops; {@link #close} ends all that it began. */
public final class NodeServer implements AutoCloseable {
  private static final long START_SECONDS = 30;
  private static final int EVENT_LOOPS = 2;

  /** A body comes in pieces of as much as one read of the socket gives. */
  private static final int MAX_CHUNK_BYTES = 64 << 10;

  private final Vertx vertx;
  private final HttpServer server;
  private final Lanes lanes;
  private final RequestDriver driver;
  private final URI uri;
  private final AtomicBoolean closed = new AtomicBoolean();

  private NodeServer(Vertx vertx, HttpServer server, Lanes lanes, RequestDriver driver, URI uri) {
    this.vertx = vertx;
    this.server = server;
    this.lanes = lanes;
    this.driver = driver;
    this.uri = uri;
  }

  /**
   * Listens.
   *
   * @param surfaces what it answers; of two that could have a path, the longer prefix counts for
   *     errors
   * @throws ListenException if the address cannot be listened at
   */
  public static NodeServer start(
      ServeOptions options,
      List<Surface> surfaces,
      Gate gate,
      Problems problems,
      NodeMetrics metrics,
      Traces traces)
      throws IOException {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    ServeOptions.Limits limits = options.limits();
    Lanes lanes = new Lanes(limits.lanes(), System::nanoTime);
    boolean started = false;
    try {
      metrics.watch(lanes.all());
      HttpServerOptions http = http(limits);
      ConnectionWatch watch =
          new ConnectionWatch(vertx, http, limits.maxConnections(), limits.idle());
      RequestDriver driver =
          new RequestDriver(vertx, limits, lanes, gate, problems, metrics, traces, watch);
      HttpServer server =
          vertx
              .createHttpServer(http)
              .connectionHandler(watch::opened)
              .invalidRequestHandler(UnreadRequest::answer)
              .requestHandler(router(vertx, surfaces, driver));
      int port = listen(server, options);
      started = true;
      return new NodeServer(
          vertx,
          server,
          lanes,
          driver,
          URI.create("http://" + literal(options.host()) + ":" + port));
    } finally {
      if (!started) {
        lanes.close();
        var unused = vertx.close();
      }
    }
  }

  private static int listen(HttpServer server, ServeOptions options) throws IOException {
    try {
      return await(server.listen(options.port(), options.host())).actualPort();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean taken =
          cause instanceof BindException
              && String.valueOf(cause.getMessage()).contains("already in use");
      throw new ListenException(literal(options.host()) + ":" + options.port(), taken, cause);
    }
  }

  private static Router router(Vertx vertx, List<Surface> surfaces, RequestDriver driver) {
    Router router = Router.router(vertx);
    for (Surface surface : surfaces) {
      for (Route route : surface.routes()) {
        String path = route.path().replaceAll("\\{([a-z]+)}", ":$1");
        router
            .route(HttpMethod.valueOf(route.method()), path)
            .handler(context -> driver.handle(context, surface, route));
        if (route.method().equals("GET")) {
          router.head(path).handler(context -> driver.handle(context, surface, route));
        }
      }
    }
    List<Surface> longestFirst =
        surfaces.stream()
            .sorted(Comparator.comparingInt((Surface s) -> s.prefix().length()).reversed())
            .toList();
    router.errorHandler(
        404,
        context ->
            driver.refuse(
                context,
                longestFirst,
                NoSuchPath.problem(String.valueOf(context.request().path()))));
    AllowedMethods allowed = AllowedMethods.of(surfaces);
    router.errorHandler(
        405,
        context ->
            driver.refuse(
                context,
                longestFirst,
                Problem.of(
                        405,
                        "method-not-allowed",
                        "This path does not answer " + context.request().method() + ".",
                        "See /openapi.json.")
                    .withHeader("Allow", allowed.at(String.valueOf(context.request().path())))));
    for (int status : new int[] {400, 500}) {
      router.errorHandler(
          status, context -> driver.refuse(context, longestFirst, RequestDriver.MALFORMED));
    }
    return router;
  }

  /** Where it listens, with the port that it has. */
  public URI uri() {
    return uri;
  }

  /** Whether it is about to stop: it should be asked nothing more. */
  public boolean draining() {
    return driver.draining();
  }

  /**
   * Takes no new requests, waits a while until those under way have ended, breaks off the rest, and
   * stops listening. Does nothing the second time.
   */
  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    driver.drain();
    try {
      await(server.close());
      lanes.close();
      await(vertx.close());
    } catch (ExecutionException e) {
      throw new IOException("the server did not stop: " + e.getMessage(), e);
    }
  }

  private static HttpServerOptions http(ServeOptions.Limits limits) {
    return new HttpServerOptions()
        .setMaxHeaderSize(limits.maxHeadBytes())
        .setMaxInitialLineLength(limits.maxHeadBytes())
        .setMaxChunkSize(MAX_CHUNK_BYTES)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) limits.idle().toMillis())
        .setHttp2ClearTextEnabled(false)
        .setDecompressionSupported(false);
  }

  private static String literal(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  private static <T> T await(Future<T> future) throws IOException, ExecutionException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the server did not start or stop in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
