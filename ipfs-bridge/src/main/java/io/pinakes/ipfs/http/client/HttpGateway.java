package io.pinakes.ipfs.http.client;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.fetch.SourceBusyException;
import io.pinakes.ipfs.fetch.SourceStalledException;
import io.pinakes.ipfs.names.RecordSource;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One gateway. Redirects are not followed: they would lead to who was not named. */
final class HttpGateway implements BlockSource, RecordSource {
  /** Longer than any answer may take at the slowest pace that is borne. */
  private static final long LAST_RESORT_MINUTES = 60;

  private static final int MAX_RETRY_SECONDS = 60;

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final URI base;
  private final ClientLimits limits;

  HttpGateway(Vertx vertx, HttpClientAgent client, URI base, ClientLimits limits) {
    this.vertx = vertx;
    this.client = client;
    this.base = base;
    this.limits = limits;
  }

  @Override
  public String name() {
    return base.toString();
  }

  @Override
  public Optional<byte[]> block(Cid cid) throws IOException {
    return answered(await(ask("/ipfs/" + cid + "?format=raw", "application/vnd.ipld.raw")));
  }

  @Override
  public Optional<byte[]> record(PeerId name) throws IOException {
    String path = "/ipns/" + name.toName() + "?format=ipns-record";
    return answered(await(ask(path, "application/vnd.ipfs.ipns-record")));
  }

  private Optional<byte[]> answered(Reply reply) throws IOException {
    return switch (reply.status()) {
      case 200 -> Optional.of(reply.body().getBytes());
      case 404, 410 -> Optional.empty();
      case 429, 503 -> throw new SourceBusyException(name(), retryAfter(reply.retryAfter()));
      default -> throw new IOException("[" + name() + "] answered [" + reply.status() + "]");
    };
  }

  private ReplyReader ask(String path, String mediaType) {
    ReplyReader reader = new ReplyReader(vertx, limits);
    String prefix = String.valueOf(base.getRawPath()).replaceFirst("/+$", "");
    boolean secure = base.getScheme().equals("https");
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(base.getHost())
            .setPort(base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80)
            .setSsl(secure)
            .setURI(prefix + path)
            .setFollowRedirects(false)
            .putHeader("Accept", mediaType);
    client.request(request).onComplete(reader::connected, reader::fail);
    return reader;
  }

  private Reply await(ReplyReader reader) throws IOException {
    CompletableFuture<Reply> reply = reader.reply();
    try {
      return reply.get(LAST_RESORT_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof SourceStalledException) {
        throw new SourceStalledException("[" + name() + "]: " + cause.getMessage());
      }
      throw new IOException("[" + name() + "] failed: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      reader.fail(e);
      throw new IOException("[" + name() + "] never ended", e);
    } catch (InterruptedException e) {
      reader.fail(e);
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted");
      stopped.initCause(e);
      throw stopped;
    }
  }

  private static Duration retryAfter(String header) {
    return Duration.ofSeconds(
        header.matches("[0-9]{1,4}") ? Math.min(MAX_RETRY_SECONDS, Integer.parseInt(header)) : 1);
  }
}
