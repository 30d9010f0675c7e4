package io.pinakes.ipfs.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.api.BearerToken;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.gateway.DelegatedRouting;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.gateway.Provider;
import io.pinakes.ipfs.http.server.ApiServer;
import io.pinakes.ipfs.http.server.GatewayServer;
import io.pinakes.ipfs.ipns.IpnsData;
import io.pinakes.ipfs.ipns.IpnsSigner;
import io.pinakes.ipfs.names.NameResolver;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.pinning.PinningService;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.PublicBlocks;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clients of services against ours, and against servers that mean ill. */
@Timeout(300)
class ServicesIT {
  private static final String TOKEN = "a token of some length";
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private final Store store = MemoryStore.create();
  private final GatewayClient client = new GatewayClient(Patience.CLIENT);
  private final Block block = Block.of(Multicodec.RAW, "words".getBytes(StandardCharsets.UTF_8));
  private final PrivateKey key = PrivateKey.generateEd25519(new Random(1));
  private final PeerId name = key.publicKey().peerId();

  @AfterEach
  void close() throws IOException {
    client.close();
    store.close();
  }

  @Test
  void aPinGoesFromAskedForToPinnedAndGoneAndEachRefusalIsTold() throws Exception {
    try (PinningService service =
            new PinningService(
                store,
                (cid, into) -> into.put(List.of(block)),
                new BearerToken(TOKEN),
                () -> List.of("/ip4/127.0.0.1/tcp/1/http"),
                InstantSource.system(),
                new Random(2));
        ApiServer server = ApiServer.start(service, Patience.server())) {
      PinningClient pinning = client.pinning(server.uri(), TOKEN);
      PinningClient.Status added = pinning.add(block.cid(), "my words", List.of("/ip4/10.0.0.7"));
      assertThat(added.delegates()).hasSize(1);
      PinningClient.Status ended = settled(pinning, added);
      assertThat(ended.status()).isEqualTo("pinned");
      assertThat(ended.cid()).isEqualTo(block.cid());
      assertThat(ended.name()).isEqualTo("my words");
      assertThat(new Pins(store).find(block.cid())).isPresent();
      assertThat(pinning.list(List.of("pinned"), List.of(block.cid())))
          .extracting(PinningClient.Status::id)
          .containsExactly(added.id());
      assertThat(pinning.list(List.of("failed", "queued"), List.of())).isEmpty();
      PinningClient.Status renamed = pinning.replace(added.id(), block.cid(), "other", List.of());
      assertThat(settled(pinning, renamed).name()).isEqualTo("other");
      pinning.remove(renamed.id());
      assertThat(new Pins(store).find(block.cid())).isEmpty();
      assertThatThrownBy(() -> pinning.get(renamed.id()))
          .isInstanceOfSatisfying(
              PinningException.class, e -> assertThat(e.status()).isEqualTo(404))
          .hasMessageContaining("NOT_FOUND");
      assertThatThrownBy(
              () -> client.pinning(server.uri(), "wrong").list(List.of("pinned"), List.of()))
          .isInstanceOfSatisfying(
              PinningException.class, e -> assertThat(e.status()).isEqualTo(401));
    }
  }

  private static PinningClient.Status settled(PinningClient pinning, PinningClient.Status added)
      throws IOException {
    PinningClient.Status status = added;
    while (!status.isSettled()) {
      Thread.onSpinWait();
      status = pinning.get(added.id());
    }
    return status;
  }

  @Test
  void aRouterTellsWhoHasContentAndTakesNewerRecordsOfNamesThatItKeeps() throws Exception {
    store.blocks().put(List.of(block));
    new Visibility(store).addRoot(block.cid());
    NameTable names = new NameTable(store, CLOCK);
    names.put(name, record(key, 1));
    PublicBlocks shown = PublicBlocks.of(store);
    Provider self = new Provider(name, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/8080/http")));
    Gateway gateway =
        new Gateway(shown, names, GatewayOptions.TRUSTLESS, CLOCK)
            .withRouting(
                new DelegatedRouting(shown, names, () -> Optional.of(self), CLOCK)
                    .withTaker(names));
    try (GatewayServer server = GatewayServer.start(gateway, Patience.server())) {
      RoutingClient routing = client.routing(server.uri());
      assertThat(routing.providers(block.cid()))
          .containsExactly(
              new RoutingClient.Found(
                  name.toString(),
                  List.of("/ip4/127.0.0.1/tcp/8080/http"),
                  List.of("transport-ipfs-gateway-http")));
      assertThat(routing.providers(Block.of(Multicodec.RAW, new byte[3]).cid())).isEmpty();
      assertThat(routing.peers(name)).hasSize(1);
      assertThat(sequence(routing)).isEqualTo(1);

      routing.put(name, record(key, 3));
      assertThat(sequence(routing)).isEqualTo(3);
      routing.put(name, record(key, 2));
      assertThat(sequence(routing)).as("an older one changes nothing").isEqualTo(3);
      PrivateKey other = PrivateKey.generateEd25519(new Random(9));
      assertThatThrownBy(() -> routing.put(name, record(other, 4))).hasMessageContaining("400");
      PeerId unknown = other.publicKey().peerId();
      assertThatThrownBy(() -> routing.put(unknown, record(other, 1))).hasMessageContaining("403");
      assertThatThrownBy(() -> routing.put(name, new byte[20_000])).hasMessageContaining("400");
      assertThat(routing.record(unknown)).isEmpty();
      assertThat(sequence(routing)).isEqualTo(3);
    }
  }

  private long sequence(RoutingClient routing) throws IOException {
    return new NameResolver(List.of(routing), CLOCK).resolve(name).orElseThrow().data().sequence();
  }

  private static byte[] record(PrivateKey signer, long sequence) throws IOException {
    return new IpnsSigner(signer)
        .sign(new IpnsData("/ipfs/bafkqaaa", sequence, NOW.plusSeconds(60), Duration.ZERO))
        .toBytes();
  }
}
