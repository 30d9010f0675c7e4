package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Dialing;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.dial.DialLimits;
import io.pinakes.p2p.dns.TxtResolver;
import io.pinakes.p2p.security.pnet.PreSharedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host knows of peers, and by which key they are of one network. */
@Timeout(300)
class KnownPeersIT {
  /** For longer than it takes to try again. */
  private static final DialLimits HOLDING_BACK =
      new DialLimits(
          8,
          25,
          Duration.ofMillis(250),
          TestHosts.FOR_EVER,
          TestHosts.FOR_EVER,
          10,
          TestHosts.FOR_EVER);

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
  void aNameThatNobodyKnowsCostsNoOtherAddressAndSaysWhyIfThereIsNone() throws Exception {
    Multiaddr dead = Multiaddr.parse("/dnsaddr/dead.example");
    try (NetworkHost bob = TestHosts.listening();
        NetworkHost alice = TestHosts.listening()) { // which knows no name at all
      assertThatThrownBy(() -> alice.connect(bob.id(), List.of(dead)))
          .isInstanceOf(P2pException.class)
          .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("dead.example"));

      assertThat(alice.connect(bob.id(), List.of(dead, bob.addresses().getFirst())).peer())
          .isEqualTo(bob.id());
    }
  }

  /** The peer that says so chooses whom we ask. */
  @Test
  void aDialAsksForSixteenNamesHoweverManyAPeerSaysItHas() throws Exception {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    TxtResolver further =
        name -> {
          asked.add(name);
          return List.of("dnsaddr=/dnsaddr/further." + name.substring("_dnsaddr.".length()));
        };
    HostOptions options = TestHosts.options().toBuilder().names(further).build();
    try (NetworkHost bob = TestHosts.listening();
        NetworkHost alice = TestHosts.listening(options)) {
      List<Multiaddr> names =
          IntStream.range(0, 64).mapToObj(i -> Multiaddr.parse("/dnsaddr/" + i + ".evil")).toList();

      assertThatThrownBy(() -> alice.connect(bob.id(), names))
          .isInstanceOf(P2pException.class)
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(64));

      assertThat(asked).hasSize(16);
    }
  }

  @Test
  void aDialWhoseNamesAreNotAnsweredIsCancelledAtOnceAndEndsByItself() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(2);
    TxtResolver mute =
        name -> {
          asked.countDown();
          await(answer);
          return List.of();
        };
    Multiaddr name = Multiaddr.parse("/dnsaddr/mute.example");
    DialLimits brief = DialLimits.DEFAULT.withNames(Duration.ofMillis(100));
    HostOptions patient =
        TestHosts.options().toBuilder()
            .names(mute)
            .dialling(DialLimits.DEFAULT.withNames(TestHosts.FOR_EVER))
            .build();
    try (NetworkHost bob = TestHosts.listening();
        NetworkHost alice = TestHosts.listening(patient);
        NetworkHost carol =
            TestHosts.listening(
                TestHosts.options().toBuilder().names(mute).dialling(brief).build())) {
      Dialing dialing = alice.dial(bob.id(), List.of(name));
      eventually("the name is asked for", SOON, () -> asked.getCount() < 2);
      dialing.cancel();
      assertThatThrownBy(dialing::await).hasMessageContaining("cancelled");

      assertThatThrownBy(() -> carol.connect(bob.id(), List.of(name)))
          .satisfies(
              e ->
                  assertThat(e.getSuppressed()[0])
                      .hasMessageContaining("was not followed within [100] ms"));
      assertThat(alice.connect(bob.id(), List.of(name, bob.addresses().getFirst())).peer())
          .as("others are not held up")
          .isEqualTo(bob.id());
      await(asked);
    } finally {
      answer.countDown();
    }
  }

  @Test
  void addressesThatNoTransportServesTakeTheRoomOfNoOther() throws Exception {
    Queue<HostEvent> events = new ConcurrentLinkedQueue<>();
    HostOptions options = TestHosts.options().toBuilder().events(events::add).build();
    try (NetworkHost bob = TestHosts.listening();
        NetworkHost alice = TestHosts.listening(options)) {
      List<Multiaddr> all = new ArrayList<>();
      for (int i = 1; i <= 30; i++) {
        all.add(Multiaddr.parse("/ip4/127.0.0.1/udp/" + i + "/quic-v1"));
      }
      assertThatThrownBy(() -> alice.connect(bob.id(), all))
          .satisfies(
              e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("no transport serves"));
      all.addAll(bob.addresses());

      assertThat(alice.connect(bob.id(), all).peer()).isEqualTo(bob.id());
      assertThat(events).noneMatch(HostEvent.DialFailed.class::isInstance);
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

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Either side may wait for more of what the other has not said that way. */
  private static HostOptions shortOfTime() {
    return TestHosts.options().toBuilder()
        .timeouts(TestHosts.PATIENT.withHandshake(Duration.ofSeconds(1)))
        .build();
  }
}
