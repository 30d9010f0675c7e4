package io.pinakes.ipfs.http.client;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Calls of a service that answers with small documents. An answer is whole, within its time and its
 * length, or it is an error. Redirects are not followed.
 */
final class ServiceCalls {
  private static final int MAX_ANSWER_BYTES = 4 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final URI base;

  ServiceCalls(Vertx vertx, HttpClientAgent client, URI base) {
    this.vertx = vertx;
    this.client = client;
    this.base = base;
  }

  /** What came back. */
  record Said(int status, Buffer body) {
    /** As JSON; an empty object if it is none, as the pages of proxies are. */
    MapNode json() {
      try {
        return DagJson.RELAXED.decode(body.getBytes()) instanceof MapNode map
            ? map
            : MapNode.builder().build();
      } catch (CodecException e) {
        return MapNode.builder().build();
      }
    }
  }

  String name() {
    return base.toString();
  }

  /**
   * Calls, and waits.
   *
   * @param path behind the base, with its query
   * @param body empty for none
   */
  Said call(HttpMethod method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    boolean secure = base.getScheme().equals("https");
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(base.getHost())
            .setPort(base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80)
            .setSsl(secure)
            .setURI(String.valueOf(base.getRawPath()).replaceFirst("/+$", "") + path)
            .setFollowRedirects(false);
    headers.forEach(options::putHeader);
    Promise<Said> said = Promise.promise();
    long timer =
        vertx.setTimer(
            LIMIT.toMillis(),
            late -> said.tryFail(new IOException("no answer within " + LIMIT.toSeconds() + " s")));
    client
        .request(options)
        .onFailure(said::tryFail)
        .onSuccess(request -> send(request, body, said));
    Future<Said> whole = said.future().onComplete(done -> vertx.cancelTimer(timer));
    return await(whole);
  }

  private static void send(HttpClientRequest request, byte[] body, Promise<Said> said) {
    var unused = said.future().onFailure(broken -> ReplyReader.breakOff(request));
    request
        .send(Buffer.buffer(body))
        .onFailure(said::tryFail)
        .onSuccess(response -> gather(response, said));
  }

  private static void gather(HttpClientResponse response, Promise<Said> said) {
    Buffer all = Buffer.buffer();
    response.exceptionHandler(said::tryFail);
    response.handler(
        piece -> {
          if (all.length() + piece.length() > MAX_ANSWER_BYTES) {
            said.tryFail(new IOException("it answers with over [" + MAX_ANSWER_BYTES + "] bytes"));
          } else {
            all.appendBuffer(piece);
          }
        });
    response.endHandler(end -> said.tryComplete(new Said(response.statusCode(), all)));
  }

  private Said await(Future<Said> whole) throws IOException {
    try {
      return whole.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("[" + name() + "] failed: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted");
      stopped.initCause(e);
      throw stopped;
    }
  }
}
