package io.pinakes.ipfs.http.client;

import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.names.RecordSource;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks gateways, and the services beside them. Holds its own event loop until {@link #close}. */
public final class GatewayClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayClient.class);
  private static final int MAX_WAITING = 1024;
  private static final long CLOSE_SECONDS = 10;

  private final Vertx vertx;
  private final HttpClientAgent plain;
  private final HttpClientAgent secure;
  private final ClientLimits limits;

  /** A client under those limits. */
  public GatewayClient(ClientLimits limits) {
    this(limits, UnaryOperator.identity());
  }

  /** One that believes whom a certificate in a file speaks for, and no other server by TLS. */
  static GatewayClient trusting(Path certificate, ClientLimits limits) {
    PemTrustOptions trust = new PemTrustOptions().addCertPath(certificate.toString());
    return new GatewayClient(limits, options -> options.setTrustOptions(trust));
  }

  private GatewayClient(ClientLimits limits, UnaryOperator<HttpClientOptions> trust) {
    this.limits = limits;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(limits.maxConnections())
            .setHttp2MaxSize(1)
            .setMaxWaitQueueSize(MAX_WAITING);
    this.plain = agent(options(limits), pool);
    this.secure =
        agent(
            trust.apply(
                options(limits)
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setProtocolVersion(HttpVersion.HTTP_2)),
            pool);
  }

  private HttpClientAgent agent(HttpClientOptions options, PoolOptions pool) {
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        .withConnectHandler(
            connection ->
                connection.exceptionHandler(
                    error -> LOG.debug("a connection broke: {}", error.getMessage())))
        .build();
  }

  private static HttpClientOptions options(ClientLimits limits) {
    return new HttpClientOptions()
        .setMaxHeaderSize(limits.maxHeadBytes())
        .setMaxInitialLineLength(limits.maxHeadBytes())
        .setConnectTimeout((int) limits.connect().toMillis())
        .setDecompressionSupported(false)
        .setKeepAlive(true);
  }

  /**
   * A gateway at an address.
   *
   * @param base such as {@code http://127.0.0.1:8080}; a path in it is kept as a prefix
   * @throws IllegalArgumentException if it is no address of HTTP
   */
  public BlockSource gateway(URI base) {
    return at(base);
  }

  /**
   * The same as one who may have the records of names.
   *
   * @throws IllegalArgumentException if it is no address of HTTP
   */
  public RecordSource records(URI base) {
    return at(base);
  }

  /**
   * A pinning service at an address.
   *
   * @param endpoint below which {@code /pins} is
   * @param token what it asks for
   * @throws IllegalArgumentException if it is no address of HTTP
   */
  public PinningClient pinning(URI endpoint, String token) {
    return new PinningClient(new ServiceCalls(vertx, agent(endpoint), endpoint), token);
  }

  /**
   * Who knows who has content, at an address.
   *
   * @param base below which {@code /routing/v1} is
   * @throws IllegalArgumentException if it is no address of HTTP
   */
  public RoutingClient routing(URI base) {
    return new RoutingClient(new ServiceCalls(vertx, agent(base), base));
  }

  private HttpGateway at(URI base) {
    return new HttpGateway(vertx, agent(base), base, limits);
  }

  private HttpClientAgent agent(URI base) {
    String scheme = String.valueOf(base.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https") || base.getHost() == null) {
      throw new IllegalArgumentException("[" + base + "] is no address of a server of HTTP");
    }
    return scheme.equals("https") ? secure : plain;
  }

  /** Breaks off what is under way. */
  @Override
  public void close() throws IOException {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the client did not close in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
