package io.pinakes.ipfs.http.kubo;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends calls to one daemon, and says what its failures mean. */
final class KuboTransport implements Exchange.Caller, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KuboTransport.class);
  private static final long CLOSE_SECONDS = 10;
  private static final int MAX_WAITING = 1024;

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final KuboOptions options;

  KuboTransport(KuboOptions options) {
    this.options = options;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    this.client =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setConnectTimeout((int) options.connect().toMillis())
                    .setDecompressionSupported(false)
                    .setKeepAlive(true))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(options.maxConnections())
                    .setMaxWaitQueueSize(MAX_WAITING))
            .withConnectHandler(
                connection ->
                    connection.exceptionHandler(
                        error -> LOG.debug("a connection broke: {}", error.getMessage())))
            .build();
  }

  /** A call that gives one object; nothing at all is an object without fields. */
  <T> CompletableFuture<T> one(KuboCall call, Meaning<T> meaning) {
    CompletableFuture<List<MapNode>> all = objects(call, Optional::of).toList(1);
    CompletableFuture<T> one = new CompletableFuture<>();
    var told =
        all.whenComplete(
            (list, failure) -> {
              if (failure != null) {
                one.completeExceptionally(failure);
                return;
              }
              try {
                one.complete(meaning.of(list.isEmpty() ? MapNode.builder().build() : list.get(0)));
              } catch (IOException e) {
                one.completeExceptionally(malformed(call, e));
              }
            });
    var unused =
        one.whenComplete(
            (done, failure) -> {
              if (one.isCancelled() && !told.isDone()) {
                all.cancel(true);
              }
            });
    return one;
  }

  /** What one object means. */
  @FunctionalInterface
  interface Meaning<T> {
    T of(MapNode object) throws IOException;
  }

  /** Whole bodies of bytes, bounded. */
  CompletableFuture<byte[]> whole(KuboCall call) {
    return WholeBody.of(bytes(call), options.maxReplyBytes());
  }

  <T> KuboStream<T> objects(KuboCall call, Decoder.Meaning<T> meaning) {
    Decoder.Meaning<T> told =
        object -> {
          try {
            return meaning.of(object);
          } catch (CodecException e) {
            throw malformed(call, e);
          }
        };
    return new KuboStream<>(
        () ->
            new Exchange<>(
                vertx.getOrCreateContext(),
                this,
                call,
                new Decoder.Lines<>(options.maxReplyBytes(), told)));
  }

  KuboStream<byte[]> bytes(KuboCall call) {
    return new KuboStream<>(
        () -> new Exchange<>(vertx.getOrCreateContext(), this, call, new Decoder.Bytes()));
  }

  private static KuboException malformed(KuboCall call, IOException failure) {
    return failure instanceof KuboException kubo
        ? kubo
        : new KuboException(
            KuboException.Kind.MALFORMED,
            "kubo answers [" + call.command() + "] in another form: " + failure.getMessage(),
            failure);
  }

  @Override
  public void open(KuboCall call, Consumer<HttpClientRequest> opened, Consumer<Throwable> failed) {
    URI api = options.api();
    boolean secure = api.getScheme().equals("https");
    String prefix = String.valueOf(api.getRawPath()).replaceFirst("/+$", "");
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(api.getHost())
            .setPort(api.getPort() >= 0 ? api.getPort() : secure ? 443 : 80)
            .setSsl(secure)
            .setURI(prefix + call.target())
            .setFollowRedirects(false);
    options.authorization().ifPresent(value -> request.putHeader("Authorization", value));
    client.request(request).onComplete(opened::accept, failed::accept);
  }

  @Override
  public Thread send(
      KuboCall call, HttpClientRequest request, Runnable moved, Consumer<Throwable> failed) {
    request.setChunked(true);
    request.putHeader("Content-Type", "multipart/form-data; boundary=" + Uploading.BOUNDARY);
    return Uploading.start(call.upload().orElseThrow(), request, moved, failed);
  }

  @Override
  public long watch(Runnable tick) {
    return vertx.setPeriodic(options.silence().toMillis(), timer -> tick.run());
  }

  @Override
  public void unwatch(long watch) {
    vertx.cancelTimer(watch);
  }

  @Override
  public KuboException silent() {
    return new KuboException(
        KuboException.Kind.SILENT,
        "kubo at [" + options.api() + "] says nothing for [" + options.silence() + "]");
  }

  @Override
  public KuboException unanswered(KuboCall call, Throwable failure, boolean connected) {
    if (!connected) {
      return new KuboException(
          KuboException.Kind.UNREACHABLE,
          "no kubo can be reached at [" + options.api() + "]: " + failure.getMessage(),
          failure);
    }
    return new KuboException(
        KuboException.Kind.CUT,
        "kubo broke off in the middle of [" + call.command() + "]: " + failure.getMessage(),
        failure);
  }

  @Override
  public KuboException refusal(KuboCall call, int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    String words = text;
    try {
      if (DagJson.RELAXED.decode(body) instanceof MapNode map) {
        words = map.findText("Message").orElse(text);
      }
    } catch (CodecException e) {
      LOG.debug("the refusal is plain text: {}", e.getMessage());
    }
    KuboException.Kind kind =
        switch (status) {
          case 401, 403 -> KuboException.Kind.FORBIDDEN;
          case 404, 405 -> KuboException.Kind.UNKNOWN_COMMAND;
          default -> KuboException.Kind.FAILED;
        };
    return new KuboException(
        kind, "kubo refuses [" + call.command() + "] with [" + status + "]: " + words);
  }

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
