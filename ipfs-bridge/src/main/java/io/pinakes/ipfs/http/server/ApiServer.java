package io.pinakes.ipfs.http.server;

import io.pinakes.ipfs.api.Api;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** An API that listens, by HTTP/1.1. It holds its own event loop until {@link #close}. */
public final class ApiServer implements AutoCloseable {
  private static final int MAX_CHUNK_BYTES = 64 << 10;

  private final Vertx vertx;
  private final ExecutorService threads;
  private final HttpServer server;
  private final URI uri;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ApiServer(Vertx vertx, HttpServer server, ExecutorService threads, URI uri) {
    this.vertx = vertx;
    this.server = server;
    this.threads = threads;
    this.uri = uri;
  }

  /**
   * Listens.
   *
   * @throws IOException if the address cannot be bound
   */
  public static ApiServer start(Api api, ServerOptions options) throws IOException {
    Vertx vertx = Listening.vertx();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    boolean started = false;
    try {
      ServerOptions.Limits limits = options.limits();
      HttpServerOptions http = http(limits);
      ConnectionWatch watch =
          new ConnectionWatch(vertx, http, limits.maxConnections(), limits.idle());
      ApiDriver driver = new ApiDriver(vertx, api, options, threads, watch);
      HttpServer server =
          vertx
              .createHttpServer(http)
              .connectionHandler(watch::opened)
              .requestHandler(driver::handle);
      int port = Listening.await(server.listen(options.port(), options.host())).actualPort();
      started = true;
      return new ApiServer(vertx, server, threads, Listening.uri("http", options.host(), port));
    } finally {
      if (!started) {
        threads.shutdownNow();
        var unused = vertx.close();
      }
    }
  }

  /** No limit on how long an answer may be silent: what is being pinned may take its time. */
  private static HttpServerOptions http(ServerOptions.Limits limits) {
    return new HttpServerOptions()
        .setMaxHeaderSize(limits.maxHeadBytes())
        .setMaxInitialLineLength(limits.maxHeadBytes())
        .setMaxChunkSize(MAX_CHUNK_BYTES)
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        .setDecompressionSupported(false);
  }

  /** Where it listens, with the port that it has. */
  public URI uri() {
    return uri;
  }

  /** Stops listening, breaks off what is under way, and waits until all of it has ended. */
  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    threads.shutdownNow();
    Listening.await(server.close());
    Listening.await(vertx.close());
    threads.close();
  }
}
