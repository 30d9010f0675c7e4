package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.dial.DialLimits;
import io.pinakes.p2p.security.pnet.PreSharedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host knows of peers, and by which key they are of one network. */
@Timeout(300)
class KnownPeersIT {
  /** For longer than it takes to try again. */
  private static final DialLimits HOLDING_BACK =
      new DialLimits(8, 25, Duration.ofMillis(250), TestHosts.FOR_EVER, TestHosts.FOR_EVER, 10);

  @Test
  void aPeerThatSaidWhereItListensIsFoundThereAgain() throws Exception {
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening()) {
      Connection first = TestHosts.connect(bob, alice);
      eventually("alice knows", SOON, () -> !alice.addressesOf(bob.id()).isEmpty());
      first.close();
      eventually("it is over", SOON, () -> alice.connections().isEmpty());

      assertThat(alice.addressesOf(bob.id())).isEqualTo(bob.addresses());
      assertThat(alice.dial(bob.id()).await().peer()).isEqualTo(bob.id());
    }
  }

  /** Bob says the same again and again, as peers in other languages do. */
  @Test
  void aPeerIsNotForgottenWhileItIsConnectedNorWhenItComesAgainAndSaysTheSame() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    try (NetworkHost alice = new NetworkHost(TestHosts.options(), now::get);
        NetworkHost bob = new NetworkHost(TestHosts.options(), () -> Instant.EPOCH)) {
      bob.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
      Connection first = TestHosts.connect(alice, bob);
      eventually("alice knows", SOON, () -> alice.identified(first).isPresent());

      now.set(Instant.EPOCH.plus(Duration.ofHours(2)));
      assertThat(alice.addressesOf(bob.id())).as("connected").isEqualTo(bob.addresses());
      now.set(Instant.EPOCH.plus(Duration.ofHours(4)));
      first.close();
      eventually("it is over", SOON, () -> alice.connections().isEmpty());
      assertThat(alice.addressesOf(bob.id())).as("just left").isEqualTo(bob.addresses());

      now.set(Instant.EPOCH.plus(Duration.ofHours(6)));
      assertThat(alice.addressesOf(bob.id())).as("long gone").isEmpty();
      Connection again = TestHosts.connect(alice, bob);
      eventually("alice knows again", SOON, () -> alice.identified(again).isPresent());
      again.close();
      eventually("it is over", SOON, () -> alice.connections().isEmpty());
      assertThat(alice.dial(bob.id()).await().peer()).isEqualTo(bob.id());
    }
  }

  @Test
  void aPeerOfWhomNothingIsKnownIsNotDialled() throws Exception {
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening()) {
      assertThatThrownBy(() -> alice.dial(bob.id()).await()).isInstanceOf(P2pException.class);
      alice.learn(bob.id(), bob.addresses());
      assertThat(alice.dial(bob.id()).await().peer()).isEqualTo(bob.id());
    }
  }

  @Test
  void anAddressThatFailedIsLeftAloneUntilTheUserInsists() throws Exception {
    HostOptions options = TestHosts.options().toBuilder().dialling(HOLDING_BACK).build();
    try (NetworkHost alice = TestHosts.listening(options)) {
      NetworkHost bob = TestHosts.listening();
      List<Multiaddr> addresses = bob.addresses();
      bob.close();
      alice.learn(bob.id(), addresses);
      assertThatThrownBy(() -> alice.dial(bob.id()).await())
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

      assertThatThrownBy(() -> alice.dial(bob.id()).await())
          .as("held back")
          .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
      assertThatThrownBy(() -> alice.connect(bob.id(), addresses))
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }
  }

  @Test
  void aNameIsFollowedToThePeerBehindIt() throws Exception {
    try (NetworkHost bob = TestHosts.listening();
        NetworkHost alice =
            TestHosts.listening(
                TestHosts.options().toBuilder()
                    .names(name -> List.of("dnsaddr=" + bob.addresses().getFirst().with(bob.id())))
                    .build())) {
      Multiaddr name = Multiaddr.parse("/dnsaddr/bob.localhost").with(bob.id());

      assertThat(alice.connect(bob.id(), List.of(name)).peer()).isEqualTo(bob.id());
    }
  }

  @Test
  void whoHasTheKeyOfANetworkIsInItAndNobodyElse() throws Exception {
    byte[] key = new byte[32];
    HostOptions inside = TestHosts.options().toBuilder().network(PreSharedKey.of(key)).build();
    HostOptions alsoInside = TestHosts.options().toBuilder().network(PreSharedKey.of(key)).build();
    key[0] = 1;
    HostOptions elsewhere = shortOfTime().toBuilder().network(PreSharedKey.of(key)).build();
    try (NetworkHost alice = TestHosts.listening(inside);
        NetworkHost bob = TestHosts.listening(alsoInside);
        NetworkHost carol = TestHosts.listening(elsewhere);
        NetworkHost dave = TestHosts.listening(shortOfTime())) {
      assertThat(alice.ping(TestHosts.connect(alice, bob))).isPositive();

      assertThatThrownBy(() -> TestHosts.connect(carol, alice)).isInstanceOf(P2pException.class);
      assertThatThrownBy(() -> TestHosts.connect(dave, alice)).isInstanceOf(P2pException.class);
      assertThat(alice.connections()).hasSize(1);
    }
  }

  /** Either side may wait for more of what the other has not said that way. */
  private static HostOptions shortOfTime() {
    return TestHosts.options().toBuilder()
        .timeouts(TestHosts.PATIENT.withHandshake(Duration.ofSeconds(1)))
        .build();
  }
}
