package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.gate.IpRange;
import io.pinakes.p2p.trim.TrimLimits;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who stays when there are too many, what a host says of itself, and how it leaves. */
@Timeout(300)
class StayAndLeaveIT {

  @Test
  void ofTooManyConnectionsThoseOfTheLeastWorthGo() throws IOException {
    List<HostEvent> events = new CopyOnWriteArrayList<>();
    HostOptions options =
        TestHosts.options().toBuilder()
            .trimming(new TrimLimits(2, 3, 0))
            .events(events::add)
            .build();
    List<NetworkHost> peers = new ArrayList<>();
    try (NetworkHost host = TestHosts.listening(options)) {
      for (int i = 0; i < 4; i++) {
        peers.add(TestHosts.listening());
      }
      host.protect(peers.get(0).id(), "a test");
      host.tag(peers.get(2).id(), "a test", 7);
      for (NetworkHost peer : peers) {
        TestHosts.connect(host, peer);
      }

      eventually("two are left", SOON, () -> host.connections().size() == 2);
      assertThat(host.connections())
          .extracting(Connection::peer)
          .containsExactlyInAnyOrder(peers.get(0).id(), peers.get(2).id());
      assertThat(events).filteredOn(HostEvent.Trimmed.class::isInstance).hasSize(2);
      assertThat(host.metrics().figures())
          .containsEntry("pinakes_p2p_connections_trimmed_total", 2L)
          .containsEntry("pinakes_p2p_connections_joined_total", 4L);
    } finally {
      peers.forEach(NetworkHost::close);
    }
  }

  @Test
  void aHostThatLeavesLetsStreamsComeToTheirEndAndNobodyNewIn() throws Exception {
    try (NetworkHost host = TestHosts.listening();
        NetworkHost peer = TestHosts.listening();
        NetworkHost late = TestHosts.listening()) {
      CountDownLatch leaving = new CountDownLatch(1);
      host.handle(
          "/x/slow",
          TestHosts.UNHURRIED,
          stream -> {
            byte[] asked = stream.readExactly(1);
            await(leaving);
            stream.write(asked);
          });
      Connection connection = TestHosts.connect(peer, host);
      Stream stream = connection.open(List.of("/x/slow"));
      stream.write(new byte[] {7});
      List<Multiaddr> addresses = host.addresses();
      Thread leaves = Thread.ofVirtual().start(() -> host.leave(TestHosts.FOR_EVER));
      eventually("nobody new is let in", SOON, () -> isRefused(late, host, addresses));
      leaving.countDown();

      assertThat(stream.readExactly(1)).containsExactly(7);
      stream.close();
      leaves.join();
      eventually("it is gone", SOON, () -> !connection.isOpen());
    }
  }

  @Test
  void aHostThatLeavesTakesNoNewStreamsAndTellsEachPeerOnceItHasNone() throws Exception {
    try (NetworkHost host = TestHosts.listening();
        NetworkHost idle = TestHosts.listening();
        NetworkHost busy = TestHosts.listening()) {
      CountDownLatch answer = new CountDownLatch(1);
      host.handle(
          "/x/slow",
          TestHosts.UNHURRIED,
          stream -> {
            byte[] asked = stream.readExactly(1);
            await(answer);
            stream.write(asked);
          });
      Connection connection = TestHosts.connect(busy, host);
      Stream old = connection.open(List.of("/x/slow"));
      old.write(new byte[] {7});
      Connection unused = TestHosts.connect(idle, host);
      Thread leaves = Thread.ofVirtual().start(() -> host.leave(TestHosts.FOR_EVER));

      eventually("who has no streams is told at once", SOON, () -> !unused.isOpen());
      assertThatThrownBy(() -> connection.open(List.of("/x/slow")).readExactly(1))
          .isInstanceOf(IOException.class);
      assertThat(connection.isOpen()).isTrue();
      answer.countDown();

      assertThat(old.readExactly(1)).containsExactly(7);
      old.close();
      leaves.join();
      eventually("and who had one is told then", SOON, () -> !connection.isOpen());
    }
  }

  @Test
  void whoeverTakesTooLongIsNotWaitedFor() throws Exception {
    try (NetworkHost host = TestHosts.listening();
        NetworkHost peer = TestHosts.listening()) {
      host.handle("/x/never", TestHosts.UNHURRIED, stream -> stream.readExactly(1));
      Stream stream = TestHosts.connect(peer, host).open(List.of("/x/never"));

      host.leave(Duration.ofMillis(200));

      assertThatThrownBy(() -> stream.readExactly(1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aWildcardIsToldAsTheAddressesOfTheMachine() throws IOException {
    try (NetworkHost host = new NetworkHost(TestHosts.options(), InstantSource.system())) {
      host.listen(Multiaddr.parse("/ip4/0.0.0.0/tcp/0"));

      assertThat(host.addresses())
          .isNotEmpty()
          .noneMatch(address -> address.toString().startsWith("/ip4/0.0.0.0/"))
          .anyMatch(address -> address.toString().startsWith("/ip4/127.0.0.1/tcp/"));
    }
  }

  @Test
  void whatIsToBeAnnouncedIsSaidInsteadAndWhatIsNotToBeIsNot() throws IOException {
    Multiaddr router = Multiaddr.parse("/ip4/192.0.2.7/tcp/4001");
    try (NetworkHost hidden =
            TestHosts.listening(announcing(List.of(), List.of(IpRange.parse("127.0.0.0/8"))));
        NetworkHost forwarded = TestHosts.listening(announcing(List.of(router), List.of()));
        NetworkHost asks = TestHosts.listening()) {
      assertThat(hidden.addresses()).isEmpty();
      assertThat(forwarded.addresses()).containsExactly(router);

      Connection connection = TestHosts.connect(hidden, asks);
      eventually("it is known", SOON, () -> !asks.connections().isEmpty());
      Connection back = asks.connections().getFirst();
      eventually("it says who it is", SOON, () -> asks.identified(back).isPresent());
      assertThat(asks.identified(back).orElseThrow().addresses()).isEmpty();
      assertThat(connection.isOpen()).isTrue();
    }
  }

  private static HostOptions announcing(List<Multiaddr> instead, List<IpRange> never) {
    return TestHosts.options().toBuilder().announcement(new Announcement(instead, never)).build();
  }

  private static boolean isRefused(NetworkHost late, NetworkHost host, List<Multiaddr> addresses) {
    try {
      late.connect(host.id(), addresses).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
