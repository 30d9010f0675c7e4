package io.pinakes.p2p.interop;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.host.HostOptions;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.host.TestHosts;
import io.pinakes.p2p.relay.FaultRelay;
import io.pinakes.p2p.relay.Faults;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad network between a host of ours and one of others, both of which must bear it. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class FaultIT {
  private static final Duration MS_40 = Duration.ofMillis(40);
  private static final int MEGABYTE = 1 << 20;
  private static final long SEED = 7;

  @TempDir Path folder;
  private final Map<String, Peer> peers = new LinkedHashMap<>();

  @AfterAll
  void end() {
    peers.values().forEach(Peer::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubo", "helia"})
  void aSlowAndDistantPeerIsHeardUnharmed(String name) throws Exception {
    Peer peer = peer(name);
    Faults slow = Faults.NONE.delay(MS_40, Duration.ofMillis(10)).rate(4L * MEGABYTE);
    try (NetworkHost host = TestHosts.listening();
        FaultRelay relay = new FaultRelay(peer.addresses().getFirst(), slow, SEED)) {
      Connection connection = host.connect(peer.id(), List.of(relay.address()));

      assertThat(host.ping(connection)).isGreaterThan(MS_40.multipliedBy(2));
      assertThat(echo(connection, peer, 2 * MEGABYTE)).isEqualTo(2 * MEGABYTE);
      assertThat(peer.pings(host.id())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubo", "helia"})
  void aLinkThatStallsForAWhileGoesOn(String name) throws Exception {
    Peer peer = peer(name);
    Faults stall = Faults.NONE.stallAfter(300_000, Duration.ofMillis(1_500));
    try (NetworkHost host = TestHosts.listening();
        FaultRelay relay = new FaultRelay(peer.addresses().getFirst(), stall, SEED)) {
      Connection connection = host.connect(peer.id(), List.of(relay.address()));
      long begin = System.nanoTime();

      assertThat(echo(connection, peer, MEGABYTE)).isEqualTo(MEGABYTE);

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThan(Duration.ofMillis(1_500));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubo", "helia"})
  void aConnectionThatIsResetInTheMiddleIsForgottenByBoth(String name) throws Exception {
    assertBothLetGo(peer(name), Faults.NONE.resetAfter(300_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubo", "helia"})
  void aBitThatFlipsEndsTheConnectionAndNoWrongByteIsHeard(String name) throws Exception {
    assertBothLetGo(peer(name), Faults.NONE.flipEvery(200_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubo", "helia"})
  void afterAShortPartitionAllGoesOn(String name) throws Exception {
    Peer peer = peer(name);
    try (NetworkHost host = TestHosts.listening();
        FaultRelay relay = new FaultRelay(peer.addresses().getFirst(), Faults.NONE, SEED)) {
      Connection connection = host.connect(peer.id(), List.of(relay.address()));
      assertThat(echo(connection, peer, MEGABYTE)).isEqualTo(MEGABYTE);
      relay.partition();
      CompletableFuture<Integer> waits = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  waits.complete(echo(connection, peer, MEGABYTE));
                } catch (Exception e) {
                  waits.completeExceptionally(e);
                }
              });

      assertThatThrownBy(() -> waits.get(1, TimeUnit.SECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      relay.heal();
      assertThat(resultOf(waits)).isEqualTo(MEGABYTE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubo", "helia"})
  void aPeerBehindALongPartitionIsLetGoOf(String name) throws Exception {
    Peer peer = peer(name);
    // Pings are answered before the partition, too, for which a busy machine may need a while; but
    // Helia gives up by itself after ten seconds.
    HostOptions impatient =
        TestHosts.options().toBuilder()
            .yamux(TestHosts.CALM.withPings(Duration.ofMillis(300), Duration.ofSeconds(5)))
            .build();
    try (NetworkHost host = TestHosts.listening(impatient);
        FaultRelay relay = new FaultRelay(peer.addresses().getFirst(), Faults.NONE, SEED)) {
      Connection connection = host.connect(peer.id(), List.of(relay.address()));
      Stream stream = connection.open(List.of(peer.echoProtocol()));

      relay.partition();

      assertThatThrownBy(() -> Handlers.digest(stream))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ping");
      stream.reset();
      eventually("we hold nothing", SOON, () -> host.scopes().used(Resource.MEMORY) == 0);
      relay.heal();
      eventually("it lets go too", SOON, () -> !sees(peer, host).connected());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubo", "helia"})
  void whoDialsUsOverABadLinkIsServedAndLetGoOf(String name) throws Exception {
    Peer peer = peer(name);
    Faults bad = Faults.NONE.delay(MS_40, Duration.ofMillis(10)).resetAfter(2L * MEGABYTE);
    try (NetworkHost host = TestHosts.listening();
        FaultRelay relay = new FaultRelay(host.addresses().getFirst(), bad, SEED)) {
      peer.dial(relay.address().with(host.id()));
      eventually("it is through", SOON, () -> !host.connections().isEmpty());
      Connection connection = host.connections().getFirst();

      assertThat(peer.pings(host.id())).isTrue();
      assertThat(echo(connection, peer, MEGABYTE)).isEqualTo(MEGABYTE);
      assertThatThrownBy(() -> echo(connection, peer, 3 * MEGABYTE))
          .isInstanceOf(IOException.class);
      eventually("we hold nothing", SOON, () -> host.scopes().used(Resource.MEMORY) == 0);
      eventually("it lets go too", SOON, () -> !sees(peer, host).connected());
    }
  }

  private static void assertBothLetGo(Peer peer, Faults faults) throws Exception {
    try (NetworkHost host = TestHosts.listening();
        FaultRelay relay = new FaultRelay(peer.addresses().getFirst(), faults, SEED)) {
      Multiaddr through = relay.address();
      Connection connection = host.connect(peer.id(), List.of(through));

      assertThatThrownBy(() -> echo(connection, peer, 4 * MEGABYTE))
          .isInstanceOf(IOException.class);

      eventually("we hold nothing", SOON, () -> host.scopes().used(Resource.MEMORY) == 0);
      assertThat(connection.isOpen()).isFalse();
      eventually("it lets go too", SOON, () -> !sees(peer, host).connected());
      assertThat(peer.complaints()).isEmpty();
    }
  }

  /** Sends bytes and compares what comes back; how many came. */
  private static int echo(Connection connection, Peer peer, int bytes) throws IOException {
    byte[] sent = new byte[bytes];
    new SplittableRandom(bytes).nextBytes(sent);
    Stream stream = connection.open(List.of(peer.echoProtocol()));
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    stream.write(sent);
                  } catch (IOException e) {
                    // the reader sees it too
                  }
                });
    try {
      byte[] heard = new byte[65_536];
      int at = 0;
      while (at < bytes) {
        int count = stream.read(heard, 0, Math.min(heard.length, bytes - at));
        if (count < 0) {
          throw new IOException("ended after [" + at + "] bytes");
        }
        for (int i = 0; i < count; i++) {
          if (heard[i] != sent[at + i]) {
            throw new AssertionError("a wrong byte at " + (at + i));
          }
        }
        at += count;
      }
      return at;
    } finally {
      stream.reset();
      join(writer);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Peer.Sight sees(Peer peer, NetworkHost host) {
    try {
      return peer.sees(host.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Peer peer(String name) throws Exception {
    Peer known = peers.get(name);
    if (known == null) {
      known =
          name.equals("kubo")
              ? KuboPeer.start(folder.resolve(name))
              : HeliaPeer.start(folder.resolve(name).resolve("log"), false);
      peers.put(name, known);
    }
    return known;
  }
}
