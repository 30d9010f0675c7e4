package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.gate.GateList;
import io.pinakes.p2p.gate.IpRange;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers on the open network: what they are told, what is believed of them, where they lead. */
@Timeout(300)
class FarPeersIT {
  private static final String HERE = "8.8.4.4";
  private static final String THERE = "8.8.8.8";
  private static final Multiaddr NAME = Multiaddr.parse("/dns4/evil.example.org/tcp/9");
  private static final List<Multiaddr> NEAR =
      List.of(
          Multiaddr.parse("/ip4/127.0.0.1/tcp/9"),
          Multiaddr.parse("/ip4/10.0.0.7/tcp/9"),
          Multiaddr.parse("/dns4/127.0.0.1/tcp/9"),
          Multiaddr.parse("/dns4/2130706433/tcp/9"),
          Multiaddr.parse("/dns4/localhost/tcp/9"));

  private final LyingTransport ours = new LyingTransport(HERE, () -> THERE);

  @Test
  void aFarPeerIsToldNothingThatIsNear() throws Exception {
    List<Multiaddr> all = new ArrayList<>(NEAR);
    Multiaddr far = Multiaddr.parse("/ip4/8.8.4.4/tcp/4001");
    all.add(far);
    try (NetworkHost host = listening(ours, all);
        NetworkHost peer = listening(new LyingTransport(THERE, () -> HERE), List.of())) {
      Connection connection = peer.connect(host.id(), bound(host));
      eventually("it is told", SOON, () -> peer.identified(connection).isPresent());

      assertThat(peer.identified(connection).orElseThrow().addresses()).containsExactly(far);
      assertThat(peer.identified(connection).orElseThrow().record().orElseThrow().addresses())
          .containsExactly(far);
    }
  }

  @Test
  void ofAFarPeerNothingIsBelievedThatIsNearNorDialledByAName() throws Exception {
    List<Multiaddr> all = new ArrayList<>(NEAR);
    all.add(NAME);
    try (NetworkHost host = listening(ours, List.of());
        NetworkHost liar = listening(new LyingTransport(THERE, () -> "127.0.0.1"), all)) {
      Connection connection = liar.connect(host.id(), bound(host));
      eventually("it is heard", SOON, () -> !host.addressesOf(liar.id()).isEmpty());
      assertThat(host.addressesOf(liar.id())).containsExactly(NAME);
      connection.close();
      eventually("it is over", SOON, () -> host.connections().isEmpty());

      assertThatThrownBy(() -> host.dial(liar.id()).await())
          .isInstanceOf(P2pException.class)
          .satisfies(
              e ->
                  assertThat(e.getSuppressed()[0])
                      .hasMessageContaining("leads to [/ip4/127.0.0.1/tcp/9], nearer than"));
      assertThat(ours.dialled()).isEmpty();
    }
  }

  @Test
  void aNameThatTheUserGivesLeadsAnywhereThatTheGateIsOpenTo() throws Exception {
    GateList gate = new GateList();
    try (NetworkHost peer = TestHosts.listening();
        NetworkHost host =
            new NetworkHost(
                options(ours, List.of()).toBuilder().gater(gate).build(), Instant::now)) {
      String port = peer.addresses().getFirst().parts().get(1).value();
      List<Multiaddr> named = List.of(Multiaddr.parse("/dns4/nas.example.org/tcp/" + port));
      assertThat(host.connect(peer.id(), named).peer()).isEqualTo(peer.id());
      assertThat(ours.dialled()).containsExactly(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port));

      gate.block(IpRange.parse("127.0.0.0/8"));
      host.connections().getFirst().close();
      eventually("it is over", SOON, () -> host.connections().isEmpty());
      assertThatThrownBy(() -> host.connect(peer.id(), named))
          .satisfies(
              e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("the gate is closed"));
      assertThat(ours.dialled()).hasSize(1);
    }
  }

  @Test
  void aNetworkHasSixtyFourConnectionsAndOthersTheirs() throws Exception {
    AtomicReference<String> from = new AtomicReference<>(THERE);
    List<Socket> sockets = new ArrayList<>();
    try (NetworkHost host = listening(new LyingTransport(HERE, from::get), List.of())) {
      for (int i = 0; i < 70; i++) {
        from.set("8.8.8." + i);
        sockets.add(strange(host));
        int soFar = Math.min(64, i + 1);
        eventually("it is seen", SOON, () -> descriptors(host) == soFar);
      }
      Socket last = sockets.getLast();
      assertThat(last.getInputStream().readAllBytes()).as("was refused").isEmpty();
      assertThat(descriptors(host)).isEqualTo(64);
      from.set("9.9.9.9");
      sockets.add(strange(host));
      eventually("others have theirs", SOON, () -> descriptors(host) == 65);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aRecordIsNumberedByTheClockSoThatTheNewerOneCounts() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(1_000_000));
    try (NetworkHost host = new NetworkHost(TestHosts.options(), now::get);
        NetworkHost peer = TestHosts.listening()) {
      Connection connection = TestHosts.connect(host, peer);
      eventually("they know each other", SOON, () -> sequence(peer, host) == 1_000_000);
      eventually("and it hears", SOON, () -> host.identified(connection).isPresent());
      now.set(Instant.ofEpochMilli(1_000_001));

      host.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));

      eventually("the newer one came", SOON, () -> sequence(peer, host) == 1_000_001);
      assertThat(peer.addressesOf(host.id())).isEqualTo(host.addresses());
    }
  }

  private static long sequence(NetworkHost peer, NetworkHost of) {
    return peer.connections().stream()
        .filter(open -> open.peer().equals(of.id()))
        .flatMap(open -> peer.identified(open).stream())
        .flatMap(message -> message.record().stream())
        .mapToLong(record -> record.sequence())
        .max()
        .orElse(0);
  }

  private static HostOptions options(LyingTransport transport, List<Multiaddr> said) {
    return TestHosts.options().toBuilder()
        .transports(transport)
        .announcement(new Announcement(said, List.of()))
        .hosts(name -> List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1})))
        .build();
  }

  private static NetworkHost listening(LyingTransport transport, List<Multiaddr> said)
      throws IOException {
    return TestHosts.listening(options(transport, said));
  }

  private static List<Multiaddr> bound(NetworkHost host) {
    return host.listening();
  }

  private static Socket strange(NetworkHost host) throws IOException {
    int port = Integer.parseInt(bound(host).getFirst().parts().get(1).value());
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static long descriptors(NetworkHost host) {
    return host.scopes().used(Resource.DESCRIPTORS);
  }
}
