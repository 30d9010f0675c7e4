package io.pinakes.query.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.http.server.GatewayServer;
import io.pinakes.ipfs.http.server.ServerOptions;
import io.pinakes.query.failure.WorkException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is fetched, and from whom, though some of those who are named are of no use. */
@Timeout(600)
class PullsIT {
  private final Block block = Block.of(Multicodec.RAW, "wanted".getBytes(StandardCharsets.UTF_8));
  private final Vertx vertx = Vertx.vertx();

  @TempDir Path home;

  private GatewayServer gateway;
  private Socket nobody;

  @BeforeEach
  void serve() throws IOException {
    MemoryBlockstore blocks = new MemoryBlockstore();
    blocks.put(List.of(block));
    gateway =
        GatewayServer.start(
            new Gateway(blocks, NameRecords.NONE, GatewayOptions.TRUSTLESS, InstantSource.system()),
            ServerOptions.loopback(0));
    // Bound and not listened at, so that no other process is given it meanwhile.
    nobody = new Socket();
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws Exception {
    gateway.close();
    nobody.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void aRouterThatIsDeadIsNotedAndTheGatewaysThatWereNamedAreAsked() throws Exception {
    ObjectNode report = pull(List.of(gateway.uri()), List.of(dead()));
    assertThat(report.get("blocks").asLong()).isEqualTo(1);
    assertThat(report.at("/routers/0/url").asText()).isEqualTo(dead().toString());
    assertThat(report.at("/routers/0/failed").asText()).contains("failed");
    assertThat(report.get("routers")).hasSize(1);
  }

  @Test
  void aDeadRouterBesideAnotherIsNoHindrance() throws Exception {
    ObjectNode report = pull(List.of(), List.of(dead(), router(here())));
    assertThat(report.get("blocks").asLong()).isEqualTo(1);
    assertThat(report.at("/gateways/0/url").asText()).isEqualTo(gateway.uri().toString());
    assertThat(report.get("routers")).hasSize(1);
  }

  @Test
  void addressesThatAreNoneArePassedOverAndTheRestIsAsked() throws Exception {
    URI router =
        router(
            "\"/dns4/a b/tcp/80/http\"",
            "\"/dns4/my_host/tcp/80/http\"",
            "\"/dns4/%zz/tcp/80/http\"",
            "\"/dns4//tcp/80/http\"",
            "\"/ip6/::1\"",
            "\"nonsense\"",
            "\"\"",
            here());
    ObjectNode report = pull(List.of(), List.of(router));
    assertThat(report.get("blocks").asLong()).isEqualTo(1);
    assertThat(report.get("routers")).isEmpty();
  }

  @Test
  void anEntryOfAnotherFormIsPassedOverAndTheRestIsAsked() throws Exception {
    ObjectNode report =
        pull(
            List.of(),
            List.of(answering("{\"Providers\":[3," + peer("7") + "," + peer(here()) + "]}")));
    assertThat(report.get("blocks").asLong()).isEqualTo(1);
  }

  @Test
  void whereNobodyIsLeftItIsSaidWhichRouterFailed() {
    assertThatThrownBy(() -> pull(List.of(), List.of(dead())))
        .isInstanceOf(WorkException.class)
        .hasMessageContaining(dead().toString());
    assertThatThrownBy(() -> pull(List.of(), List.of(router())))
        .isInstanceOf(WorkException.class)
        .hasMessageContaining("knows no gateway");
  }

  private ObjectNode pull(List<URI> gateways, List<URI> routers) throws Exception {
    Cid root = block.cid();
    try (Bank bank = Bank.open(home, BankOptions.writing(new StandardParts(), "test"))) {
      return Pulls.graph(root, new Sources.Named(gateways, routers, List.of(), ""))
          .on(bank, WorkListener.NONE, new Cancellation());
    }
  }

  private URI dead() {
    return URI.create("http://127.0.0.1:" + nobody.getLocalPort());
  }

  /** The gateway's address, as routers write it. */
  private String here() {
    return "\"/ip4/127.0.0.1/tcp/" + gateway.uri().getPort() + "/http\"";
  }

  private static String peer(String... addresses) {
    return "{\"Schema\":\"peer\",\"ID\":\"x\",\"Addrs\":["
        + String.join(",", addresses)
        + "],\"Protocols\":[\"transport-ipfs-gateway-http\"]}";
  }

  /** A router that names one peer at those addresses. */
  private URI router(String... addresses) throws Exception {
    return answering("{\"Providers\":[" + peer(addresses) + "]}");
  }

  private URI answering(String json) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.response().putHeader("Content-Type", "application/json").end(json));
    int port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get().actualPort();
    return URI.create("http://127.0.0.1:" + port);
  }
}
