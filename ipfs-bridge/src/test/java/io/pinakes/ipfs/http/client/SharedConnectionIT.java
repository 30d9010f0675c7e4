package io.pinakes.ipfs.http.client;

import static io.pinakes.ipfs.http.client.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.gateway.Content;
import io.pinakes.ipfs.http.server.SelfSigned;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway by HTTP/2, whose questions all go by one connection. */
@Timeout(300)
class SharedConnectionIT {
  private static final int OTHERS = 7;

  private final Block given = Content.raw("given");
  private final Cid missing = Content.raw("missing").cid();
  private final AtomicInteger connections = new AtomicInteger();

  /** Of the event loop of the server alone. */
  private final List<HttpServerResponse> held = new ArrayList<>();

  private @Nullable HttpServerResponse refusal;
  private boolean hasBrokenOff;

  @TempDir Path folder;

  @Test
  void aRefusalThatIsTooLongEndsOneQuestionAndNoOther() throws Exception {
    SelfSigned identity = SelfSigned.make(folder);
    Vertx vertx = Vertx.vertx();
    try (GatewayClient client =
            GatewayClient.trusting(identity.files().certificate(), Patience.CLIENT);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BlockSource gateway = client.gateway(serve(vertx, identity));
      List<Future<Optional<byte[]>>> others = new ArrayList<>();
      for (int i = 0; i < OTHERS; i++) {
        others.add(threads.submit(() -> gateway.block(given.cid())));
      }
      assertThat(gateway.block(missing)).isEmpty();
      for (Future<Optional<byte[]>> other : others) {
        assertThat(other.get(SOON.toSeconds(), TimeUnit.SECONDS)).contains(given.bytes());
      }
      assertThat(connections).hasValue(1);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  private URI serve(Vertx vertx, SelfSigned identity) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(identity.files().certificate().toString())
                            .setKeyPath(identity.files().key().toString())))
            .connectionHandler(connection -> connections.incrementAndGet())
            .requestHandler(this::answer);
    int port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get().actualPort();
    return URI.create("https://127.0.0.1:" + port);
  }

  /**
   * What is here is given once a long refusal has been broken off, which begins when all others are
   * under way.
   */
  private void answer(HttpServerRequest request) {
    assertThat(request.version()).isEqualTo(HttpVersion.HTTP_2);
    HttpServerResponse response = request.response();
    response.exceptionHandler(broken -> {});
    if (request.path().contains(missing.toString())) {
      response.closeHandler(closed -> giveAll());
      refusal = response;
    } else {
      held.add(response);
    }
    if (hasBrokenOff) {
      giveAll();
    } else if (refusal != null && held.size() == OTHERS) {
      // Longer than is read of a refusal, and without an end.
      refusal.setStatusCode(404).setChunked(true);
      refusal.write(Buffer.buffer("no".repeat(ClientLimits.DEFAULT.maxHeadBytes())));
    }
  }

  private void giveAll() {
    hasBrokenOff = true;
    for (HttpServerResponse response : held) {
      if (!response.closed()) {
        response.end(Buffer.buffer(given.bytes()));
      }
    }
    held.clear();
  }
}
