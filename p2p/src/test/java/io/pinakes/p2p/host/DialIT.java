package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Dialing;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.gate.GateList;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dials over real sockets. */
@Timeout(300)
class DialIT {

  @Test
  void aHundredDialsToOnePeerAtOnceMakeOneConnection() throws Exception {
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening();
        ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch begin = new CountDownLatch(1);
      List<Future<Connection>> dials = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        dials.add(
            users.submit(
                () -> {
                  begin.await();
                  return TestHosts.connect(alice, bob);
                }));
      }
      begin.countDown();

      Set<Connection> made = new HashSet<>();
      for (Future<Connection> dial : dials) {
        made.add(resultOf(dial));
      }
      assertThat(made).hasSize(1);
      assertThat(alice.connections()).hasSize(1);
      eventually("bob has one too", SOON, () -> bob.connections().size() == 1);
    }
  }

  @Test
  void anAddressThatNeverAnswersDelaysTheNextOneOnlyByItsTurn() throws Exception {
    Queue<HostEvent> events = new ConcurrentLinkedQueue<>();
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        NetworkHost alice =
            TestHosts.listening(TestHosts.options().toBuilder().events(events::add).build());
        NetworkHost bob = TestHosts.listening()) {
      Multiaddr silent = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + mute.getLocalPort());

      Connection connection = alice.connect(bob.id(), List.of(silent, bob.addresses().getFirst()));

      assertThat(connection.peer()).isEqualTo(bob.id());
      // That one had an hour, and was still under way when the next one had its turn.
      assertThat(events).noneMatch(HostEvent.DialFailed.class::isInstance);
      eventually("the other try is given up", SOON, () -> descriptors(alice) == 1);
    }
  }

  @Test
  void aCancelledDialEndsAtOnceAndLeavesNothing() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening()) {
      Multiaddr silent = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + mute.getLocalPort());
      Dialing dialing = alice.dial(bob.id(), List.of(silent));
      eventually("it is under way", SOON, () -> descriptors(alice) == 1);

      dialing.cancel();

      assertThatThrownBy(dialing::await)
          .isInstanceOf(P2pException.class)
          .hasMessageContaining("cancelled");
      eventually("nothing is held", SOON, () -> descriptors(alice) == 0);
      assertThat(TestHosts.connect(alice, bob).peer()).isEqualTo(bob.id());
    }
  }

  @Test
  void oneOfTwoWhoWaitMayGiveUpWithoutHarmToTheOther() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening()) {
      Multiaddr silent = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + mute.getLocalPort());
      Dialing first = alice.dial(bob.id(), List.of(silent));
      Dialing second = alice.dial(bob.id(), bob.addresses());

      first.cancel();

      assertThat(second.await().peer()).isEqualTo(bob.id());
    }
  }

  @Test
  void eachAddressThatFailsIsAnEventWithItsReason() throws Exception {
    Queue<HostEvent> events = new ConcurrentLinkedQueue<>();
    try (NetworkHost alice =
            TestHosts.listening(TestHosts.options().toBuilder().events(events::add).build());
        NetworkHost bob = TestHosts.listening();
        Socket taken = new Socket()) { // which nobody else can have, and where nobody listens
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Multiaddr closed = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + taken.getLocalPort());

      assertThatThrownBy(() -> alice.connect(bob.id(), List.of(closed)))
          .isInstanceOf(P2pException.class)
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
      Connection connection = TestHosts.connect(alice, bob);
      connection.close();
      eventually(
          "bob has left", SOON, () -> events.stream().anyMatch(HostEvent.Left.class::isInstance));

      assertThat(events)
          .contains(new HostEvent.DialFailed(bob.id(), closed, "Connection refused"))
          .contains(new HostEvent.Left(bob.id(), connection.remoteAddress(), "closed here"))
          .anyMatch(HostEvent.Listening.class::isInstance)
          .anyMatch(HostEvent.Joined.class::isInstance);
    }
  }

  @Test
  void whoIsBlockedGetsInNeitherWay() throws Exception {
    GateList gate = new GateList();
    try (NetworkHost alice =
            TestHosts.listening(TestHosts.options().toBuilder().gater(gate).build());
        NetworkHost bob = TestHosts.listening()) {
      gate.block(bob.id());

      assertThatThrownBy(() -> TestHosts.connect(alice, bob)).isInstanceOf(P2pException.class);
      assertRefused(bob, alice);
      assertThat(alice.connections()).isEmpty();
      eventually("nothing is held", SOON, () -> descriptors(alice) == 0);
    }
  }

  /** Who is refused once it has shown who it is may see that while it shakes hands, or after. */
  private static void assertRefused(NetworkHost from, NetworkHost by) {
    try {
      Connection refused = TestHosts.connect(from, by);
      eventually("it is shown the door", SOON, () -> !refused.isOpen());
    } catch (IOException e) {
      assertThat(from.connections()).isEmpty();
    }
  }

  private static long descriptors(NetworkHost host) {
    return host.scopes().used(Resource.DESCRIPTORS);
  }
}
