package io.pinakes.ipfs.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipns.IpnsData;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.ipns.IpnsSigner;
import io.pinakes.ipfs.visibility.PublicBlocks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DelegatedRoutingTest {
  private final Content content = new Content();
  private final Block shown = Content.raw("shown");
  private final Block hidden = Content.raw("hidden");
  private final PrivateKey key = PrivateKey.generateEd25519(new Random(1));
  private final Provider self =
      new Provider(
          key.publicKey().peerId(), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/8080/http")));
  private Gateway gateway;

  @BeforeEach
  void publish() throws IOException {
    content.put(shown, hidden);
    content.publish(shown);
    IpnsRecord record =
        new IpnsSigner(key)
            .sign(new IpnsData("/ipfs/bafkqaaa", 1, Content.NOW.plusSeconds(60), Duration.ZERO));
    NameRecords names = name -> name.equals(self.id()) ? Optional.of(record) : Optional.empty();
    gateway =
        content
            .gateway(GatewayOptions.TRUSTLESS, names)
            .withRouting(
                new DelegatedRouting(
                    PublicBlocks.of(content.store()),
                    names,
                    () -> Optional.of(self),
                    () -> Content.NOW));
  }

  @Test
  void whatIsPublicIsProvidedHere() throws IOException {
    Answer answer = Content.get(gateway, "/routing/v1/providers/" + shown.cid());
    JsonNode peer = json(answer).at("/Providers/0");
    assertThat(peer.get("Schema").asText()).isEqualTo("peer");
    assertThat(peer.get("ID").asText()).isEqualTo(self.id().toString());
    assertThat(peer.at("/Addrs/0").asText()).isEqualTo("/ip4/127.0.0.1/tcp/8080/http");
    assertThat(peer.at("/Protocols/0").asText()).isEqualTo("transport-ipfs-gateway-http");
    assertThat(answer.headers())
        .containsEntry("Vary", "Accept")
        .containsEntry("Cache-Control", "public, max-age=300, stale-while-revalidate=172800");
  }

  @Test
  void whatIsPrivateIsProvidedAsLittleAsWhatIsAbsent() throws IOException {
    Answer secret = Content.get(gateway, "/routing/v1/providers/" + hidden.cid());
    Answer absent = Content.get(gateway, "/routing/v1/providers/" + Content.raw("a").cid());
    assertThat(secret.status()).isEqualTo(200).isEqualTo(absent.status());
    assertThat(secret.headers()).isEqualTo(absent.headers());
    assertThat(Content.text(secret))
        .isEqualTo(Content.text(absent))
        .isEqualTo("{\"Providers\":[]}");
  }

  @Test
  void whoAsksForLinesGetsAPeerALine() throws IOException {
    Answer lines =
        Content.get(
            gateway,
            "/routing/v1/providers/" + shown.cid(),
            "Accept",
            "application/x-ndjson, application/json");
    assertThat(lines.headers()).containsEntry("Content-Type", "application/x-ndjson");
    assertThat(Content.text(lines).lines()).hasSize(1).allMatch(line -> line.contains("\"peer\""));
  }

  @Test
  void filtersLeaveWhatTheyName() throws IOException {
    String at = "/routing/v1/providers/" + shown.cid();
    for (String kept :
        List.of(
            "?filter-protocols=transport-ipfs-gateway-http,transport-bitswap",
            "?filter-protocols=!transport-bitswap",
            "?filter-addrs=http",
            "?filter-addrs=!quic-v1,tcp")) {
      assertThat(json(Content.get(gateway, at + kept)).get("Providers")).as(kept).hasSize(1);
    }
    for (String dropped :
        List.of(
            "?filter-protocols=transport-bitswap",
            "?filter-protocols=!transport-ipfs-gateway-http",
            "?filter-addrs=!http",
            "?filter-addrs=quic-v1")) {
      assertThat(json(Content.get(gateway, at + dropped)).get("Providers")).as(dropped).isEmpty();
    }
  }

  @Test
  void peersAndNamesAreFoundIfTheyAreKnown() throws IOException {
    assertThat(json(Content.get(gateway, "/routing/v1/peers/" + self.id())).get("Peers"))
        .hasSize(1);
    Answer record = Content.get(gateway, "/routing/v1/ipns/" + self.id().toName());
    assertThat(record.headers()).containsEntry("Content-Type", "application/vnd.ipfs.ipns-record");
    String other = PrivateKey.generateEd25519(new Random(2)).publicKey().peerId().toName();
    assertThat(json(Content.get(gateway, "/routing/v1/peers/" + other)).get("Peers")).isEmpty();
    assertThat(Content.get(gateway, "/routing/v1/ipns/" + other).status()).isEqualTo(404);
    assertThat(Content.get(gateway, "/routing/v1/providers/nonsense").status()).isEqualTo(400);
    assertThat(Content.get(gateway, "/routing/v1/other/x").status()).isEqualTo(404);
  }

  private static JsonNode json(Answer answer) throws IOException {
    return new ObjectMapper().readTree(Content.text(answer));
  }
}
