package io.pinakes.ipfs.http.server;

import io.pinakes.ipfs.gateway.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A gateway that listens. It holds its own event loop; {@link #close} ends all that it began. */
public final class GatewayServer implements AutoCloseable {
  private final Vertx vertx;
  private final ExecutorService threads;
  private final HttpServer server;
  private final URI uri;
  private final AtomicBoolean closed = new AtomicBoolean();

  private GatewayServer(Vertx vertx, HttpServer server, ExecutorService threads, URI uri) {
    this.vertx = vertx;
    this.server = server;
    this.threads = threads;
    this.uri = uri;
  }

  /**
   * Listens.
   *
   * @throws IOException if the address cannot be bound, or the certificate not read
   */
  public static GatewayServer start(Gateway gateway, ServerOptions options) throws IOException {
    Vertx vertx = Listening.vertx();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    boolean started = false;
    try {
      ServerOptions.Limits limits = options.limits();
      HttpServerOptions http = http(options);
      ConnectionWatch watch =
          new ConnectionWatch(vertx, http, limits.maxConnections(), limits.idle());
      RequestDriver driver = new RequestDriver(vertx, gateway, options, threads, watch);
      HttpServer server =
          vertx
              .createHttpServer(http)
              .connectionHandler(watch::opened)
              .requestHandler(driver::handle);
      int port = Listening.await(server.listen(options.port(), options.host())).actualPort();
      String scheme = options.tls().isPresent() ? "https" : "http";
      started = true;
      return new GatewayServer(vertx, server, threads, Listening.uri(scheme, options.host(), port));
    } finally {
      if (!started) {
        threads.shutdownNow();
        var unused = vertx.close();
      }
    }
  }

  /** Where it listens, with the port that it has. */
  public URI uri() {
    return uri;
  }

  /**
   * Stops listening, breaks off what is being answered, and waits until all of it has ended. Does
   * nothing the second time.
   */
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

  private static HttpServerOptions http(ServerOptions options) {
    ServerOptions.Limits limits = options.limits();
    HttpServerOptions http =
        new HttpServerOptions()
            .setMaxHeaderSize(limits.maxHeadBytes())
            .setMaxInitialLineLength(limits.maxHeadBytes())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) limits.idle().toMillis())
            .setHttp2ClearTextEnabled(false)
            .setDecompressionSupported(false);
    options
        .tls()
        .ifPresent(
            tls ->
                http.setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString())));
    return http;
  }
}
