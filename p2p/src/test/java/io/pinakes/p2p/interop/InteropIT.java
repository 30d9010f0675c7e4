package io.pinakes.p2p.interop;

import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.host.HostOptions.Security;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.host.TestHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hosts of ours and of others, over loopback, both ways; each row is asserted at the other's side.
 */
@Tag("interop")
@Timeout(180)
class InteropIT {
  private static final Duration SOON = Duration.ofSeconds(15);
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Security.class)
  void weDialKubo(Security security) throws Exception {
    try (KuboPeer kubo = KuboPeer.start(folder);
        NetworkHost host = listening(security)) {
      Connection connection = host.connect(kubo.id(), kubo.addresses());

      assertThat(host.ping(connection)).isPositive();
      eventually("kubo says who it is", SOON, () -> host.identified(connection).isPresent());
      assertThat(host.identified(connection).orElseThrow().agent()).contains(kubo.agent());
      assertThat(host.identified(connection).orElseThrow().record()).isPresent();
      assertKuboKnows(kubo, host, "inbound");
    }
  }

  @ParameterizedTest
  @EnumSource(Security.class)
  void kuboDialsUs(Security security) throws Exception {
    try (KuboPeer kubo = KuboPeer.start(folder);
        NetworkHost host = listening(security)) {
      kubo.rpc("swarm/connect", "arg=" + host.addresses().getFirst().with(host.id()));

      assertKuboKnows(kubo, host, "outbound");
      String pings = kubo.rpc("ping", "arg=" + host.id(), "count=3");
      assertThat(pings.lines().filter(line -> line.contains("\"Success\":true")))
          .hasSizeGreaterThan(3);
      Connection connection = host.connections().getFirst();
      assertThat(connection.security()).isEqualTo(name(security));
      assertThat(host.ping(connection)).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Security.class, names = "NOISE") // not TLS: decision 0101
  void weDialHelia(Security security) throws Exception {
    try (HeliaPeer helia = helia(security);
        NetworkHost host = listening(security)) {
      Connection connection = host.connect(helia.id(), helia.addresses());

      assertThat(host.ping(connection)).isPositive();
      eventually("helia says who it is", SOON, () -> host.identified(connection).isPresent());
      assertThat(host.identified(connection).orElseThrow().agent().orElseThrow())
          .contains("js-libp2p");
      assertHeliaKnows(helia, host, "inbound");
    }
  }

  @ParameterizedTest
  @EnumSource(value = Security.class, names = "NOISE") // not TLS: decision 0101
  void heliaDialsUs(Security security) throws Exception {
    try (HeliaPeer helia = helia(security);
        NetworkHost host = listening(security)) {
      JsonNode dialled = helia.call("dial", "addr=" + host.addresses().getFirst().with(host.id()));

      assertThat(dialled.get("encryption").asText()).isEqualTo(name(security));
      assertThat(dialled.get("muxer").asText()).isEqualTo("/yamux/1.0.0");
      assertThat(helia.call("ping", "peer=" + host.id()).get("rtt").asDouble()).isNotNegative();
      assertHeliaKnows(helia, host, "outbound");
      assertThat(host.ping(host.connections().getFirst())).isPositive();
    }
  }

  private HeliaPeer helia(Security security) throws IOException {
    String options = "{\"port\":0,\"tls\":" + (security == Security.TLS) + "}";
    return HeliaPeer.start(folder.resolve("helia.log"), options);
  }

  private static NetworkHost listening(Security security) throws IOException {
    return TestHosts.listening(TestHosts.options(security));
  }

  private static String name(Security security) {
    return security == Security.TLS ? "/tls/1.0.0" : "/noise";
  }

  private static void assertKuboKnows(KuboPeer kubo, NetworkHost host, String direction)
      throws Exception {
    List<String> seen = new ArrayList<>();
    eventually(
        "kubo has identified us",
        SOON,
        () -> {
          try {
            JsonNode peers =
                kubo.json("swarm/peers", "identify=true", "direction=true", "streams=true");
            peers.get("Peers").forEach(peer -> seen.add(peer.toString()));
            return !seen.isEmpty() && seen.getLast().contains("/ipfs/ping/1.0.0");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThat(seen.getLast())
        .contains(host.id().toString(), "\"AgentVersion\":\"pinakes\"")
        .contains("\"Direction\":" + (direction.equals("inbound") ? 1 : 2));
    assertThat(kubo.log()).doesNotContain("panic");
  }

  private static void assertHeliaKnows(HeliaPeer helia, NetworkHost host, String direction)
      throws Exception {
    eventually(
        "helia has identified us",
        SOON,
        () -> {
          try {
            JsonNode known = helia.call("identify", "peer=" + host.id());
            return known.get("agent").asText().equals("pinakes")
                && known.get("signedPeerRecord").asBoolean()
                && known.get("protocols").toString().contains("/ipfs/ping/1.0.0");
          } catch (IOException e) {
            return false; // it does not know us yet
          }
        });
    JsonNode peer = helia.call("peers").get("peers").get(0);
    assertThat(peer.get("peer").asText()).isEqualTo(host.id().toString());
    assertThat(peer.get("direction").asText()).isEqualTo(direction);
  }
}
