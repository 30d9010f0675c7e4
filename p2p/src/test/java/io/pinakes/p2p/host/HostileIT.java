package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.ProtocolLimits;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.identify.Identify;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.resource.Resource;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What peers that mean harm hold, and for how long: each wound with both numbers. A time that a
 * test is about is a sixteenth of what hosts have, and every other limit is an hour: so the end is
 * that one's doing, and no stopwatch is needed to see it.
 */
@Timeout(300)
class HostileIT {
  private static final Duration SHORT = Duration.ofMillis(500);

  /** For what runs already while the peer means no harm yet: doubled until it had the time. */
  private static final Duration SILENT = Duration.ofSeconds(2);

  private static final Duration LONGEST_SILENT = Duration.ofSeconds(30);
  private static final String BRIEF = "/x/brief";
  private static final String RESET = "the peer reset the stream";
  private static final HostTimeouts PATIENT = TestHosts.PATIENT;
  private static final long FLAT = 16 * 1024;
  private static final long STREAM = 8 * 1024;
  private static final long BUSY = 4 * 131_072; // what a connection may take while it is busy

  private final Queue<HostEvent> events = new ConcurrentLinkedQueue<>();

  @Test
  void pushesThatDoNotEndAreEightOfAPeer() throws Exception {
    try (NetworkHost host = listening(PATIENT);
        HostilePeer peer = new HostilePeer(host)) {
      for (int i = 0; i < 100; i++) {
        peer.tryOpen(Identify.PUSH, new byte[9]); // nine messages of nothing
      }

      eventually("eight are left", SOON, () -> streams(host) == Identify.STREAMS_OF_PEER);
      assertThat(memory(host)).isLessThanOrEqualTo(FLAT + BUSY + 8 * STREAM);
    }
  }

  @Test
  void pushesThatDoNotEndAreGoneInTime() throws Exception {
    try (NetworkHost host = listening(PATIENT.withExchange(SHORT));
        HostilePeer peer = new HostilePeer(host)) {
      for (int i = 0; i < 100; i++) {
        peer.tryOpen(Identify.PUSH, new byte[9]);
      }

      eventually("some were let in", SOON, () -> broken(Identify.PUSH));
      eventually("none is left", SOON, () -> streams(host) == 0);
      assertThat(memory(host)).isLessThanOrEqualTo(FLAT + BUSY);
    }
  }

  @Test
  void streamsThatSpeakNoProtocolAreCharged() throws Exception {
    try (NetworkHost host = listening(PATIENT);
        HostilePeer peer = new HostilePeer(host)) {
      speakNoProtocol(peer);

      eventually("they are charged", SOON, () -> streams(host) == 100);
      assertThat(memory(host)).isLessThanOrEqualTo(FLAT + BUSY + 101 * (STREAM + 512));
    }
  }

  @Test
  void streamsThatSpeakNoProtocolAreGoneInTime() throws Exception {
    try (NetworkHost host = listening(PATIENT.withStream(SHORT));
        HostilePeer peer = new HostilePeer(host)) {
      for (MuxedStream stream : speakNoProtocol(peer)) {
        assertThatThrownBy(() -> stream.readExactly(1_000)) // it was there
            .isInstanceOf(P2pException.class)
            .hasMessageContaining(RESET);
      }
      eventually("none is left", SOON, () -> streams(host) == 0);
    }
  }

  @Test
  void aProtocolOfTheUsersHasAsManyStreamsAsItsOwnLimitsSay() throws Exception {
    try (NetworkHost host = listening(PATIENT);
        HostilePeer peer = new HostilePeer(host)) {
      handleBriefly(host, TestHosts.FOR_EVER);
      for (int i = 0; i < 10; i++) {
        peer.tryOpen(BRIEF, new byte[100]);
      }

      eventually("three are left", SOON, () -> streams(host) == 3);
    }
  }

  @Test
  void aProtocolOfTheUsersEndsByItsOwnLimits() throws Exception {
    try (NetworkHost host = listening(PATIENT);
        HostilePeer peer = new HostilePeer(host)) {
      handleBriefly(host, SHORT);
      peer.tryOpen(BRIEF, new byte[100]);

      eventually("it was let in and is broken off", SOON, () -> broken(BRIEF));
      eventually("none is left", SOON, () -> streams(host) == 0);
    }
  }

  @Test
  void whoIsAskedWhoItIsAndSaysNothingIsNotWaitedForForEver() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (NetworkHost host = listening(PATIENT.withExchange(SHORT));
        NetworkHost mute = TestHosts.listening()) {
      mute.handle(Identify.PROTOCOL, stream -> await(over));
      TestHosts.connect(host, mute);

      eventually("it is given up", SOON, () -> count(HostEvent.IdentifyFailed.class) == 1);
      assertThat(events)
          .filteredOn(HostEvent.IdentifyFailed.class::isInstance)
          .extracting("reason")
          .containsExactly("identify was not done within [0.5] s");
      eventually("it is asked no more", SOON, () -> outbound(host) == 0);
    } finally {
      over.countDown();
    }
  }

  @Test
  void whoTakesNothingOfWhatIsSentIsGoneInTime() throws Exception {
    untilThereWasTimeToMeanNoHarm(this::takeNothing);
  }

  private void takeNothing(Duration silent) throws Exception {
    LyingTransport tcp = new LyingTransport("127.0.0.1", () -> "127.0.0.1");
    try (NetworkHost host = listening(PATIENT.withStall(silent));
        NetworkHost stopped = stopped(tcp)) {
      CountDownLatch begin = new CountDownLatch(1);
      host.handle(
          "/x/source",
          TestHosts.UNHURRIED,
          stream -> {
            await(begin);
            sendForEver(stream);
          });
      Connection connection = TestHosts.connect(stopped, host);
      List<Stream> streams = new ArrayList<>();
      for (int i = 0; i < 128; i++) { // 32 MiB of windows: more than a socket takes
        streams.add(connection.open(List.of("/x/source")));
      }
      deafen(tcp, connection);
      begin.countDown();

      eventually("it is gone", SOON, () -> count(HostEvent.Left.class) == 1);
      assertLeftFor("the peer takes nothing of what is sent");
      assertThat(host.connections()).isEmpty();
      eventually("and holds nothing", SOON, () -> memory(host) == 0);
      assertThat(streams).hasSize(128);
    }
  }

  @Test
  void whoIsStoppedWithStreamsOpenIsGoneInTime() throws Exception {
    untilThereWasTimeToMeanNoHarm(this::stopWithStreamsOpen);
  }

  private void stopWithStreamsOpen(Duration silent) throws Exception {
    LyingTransport tcp = new LyingTransport("127.0.0.1", () -> "127.0.0.1");
    HostOptions options =
        options(PATIENT).toBuilder().yamux(TestHosts.CALM.withSilence(silent)).build();
    try (NetworkHost host = TestHosts.listening(options);
        NetworkHost stopped = stopped(tcp)) {
      host.handle("/x/idle", TestHosts.UNHURRIED, stream -> stream.readExactly(1));
      Connection connection = TestHosts.connect(stopped, host);
      for (int i = 0; i < 500; i++) {
        connection.open(List.of("/x/idle"));
      }
      deafen(tcp, connection);

      eventually("it is gone", SOON, () -> count(HostEvent.Left.class) == 1);
      assertLeftFor("no answer to a ping");
      assertThat(host.connections()).isEmpty();
      eventually("and holds nothing", SOON, () -> memory(host) == 0);
    }
  }

  @ParameterizedTest
  @EnumSource(HostOptions.Security.class)
  void aConnectionThatIsRefusedMoreMemoryGoesOnWithWhatItHas(HostOptions.Security security)
      throws Exception {
    long most = 160 * 1024; // less than one buffer of a busy connection more
    HostOptions poor =
        options(PATIENT).toBuilder()
            .resources(
                ResourceLimits.ofMemory(256 << 20)
                    .withConnection(
                        ScopeLimits.NONE
                            .with(Resource.MEMORY, most)
                            .with(Resource.INBOUND_STREAMS, 10)
                            .with(Resource.OUTBOUND_STREAMS, 10)))
            .build();
    try (NetworkHost host = TestHosts.listening(poor);
        NetworkHost peer = TestHosts.listening(TestHosts.options(security))) {
      host.handle("/x/megabyte", stream -> stream.write(new byte[1 << 20]));
      host.handle(
          "/x/sink",
          stream -> {
            stream.readExactly(30_000);
            stream.write(new byte[] {7});
          });
      Connection connection = TestHosts.connect(peer, host);
      Stream megabyte = connection.open(List.of("/x/megabyte"));
      assertThat(megabyte.readExactly(1 << 20)).containsOnly(0);
      for (int i = 0; i < 5; i++) {
        Stream sink = connection.open(List.of("/x/sink"));
        sink.write(new byte[30_000]);
        assertThat(sink.readExactly(1)).containsExactly(7);
        sink.close();
      }

      assertThat(connection.isOpen()).isTrue();
      assertThat(memory(host)).isLessThanOrEqualTo(most);
    }
  }

  /** Those that are gone before they have said a word were let in, too. */
  private static List<MuxedStream> speakNoProtocol(HostilePeer peer) throws IOException {
    List<MuxedStream> streams = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      MuxedStream stream = peer.open();
      try {
        stream.write(new byte[] {19});
      } catch (P2pException e) {
        assertThat(e).hasMessageContaining(RESET);
      }
      streams.add(stream);
    }
    return streams;
  }

  private static void handleBriefly(NetworkHost host, Duration whole) {
    host.handle(
        BRIEF,
        new ProtocolLimits(3, TestHosts.FOR_EVER, whole),
        stream -> stream.readExactly(1_000_000));
  }

  private static void sendForEver(Stream stream) throws IOException {
    byte[] bytes = new byte[65_536];
    while (true) {
      stream.write(bytes);
    }
  }

  /**
   * The limit is there from the beginning, when the peer means no harm. If this machine stands
   * still for so long that it is gone by then, it is tried again with twice the time.
   */
  private void untilThereWasTimeToMeanNoHarm(Attempt attempt) throws Exception {
    for (Duration silent = SILENT; ; silent = silent.multipliedBy(2)) {
      try {
        events.clear();
        attempt.with(silent);
        return;
      } catch (P2pException e) {
        if (silent.compareTo(LONGEST_SILENT) > 0) {
          throw e;
        }
      }
    }
  }

  private static void deafen(LyingTransport tcp, Connection connection) throws P2pException {
    if (!connection.isOpen()) {
      throw new P2pException("it is gone before it is stopped");
    }
    tcp.deafen();
  }

  private void assertLeftFor(String reason) {
    assertThat(events)
        .filteredOn(HostEvent.Left.class::isInstance)
        .extracting("reason")
        .containsExactly(reason);
  }

  private boolean broken(String protocol) {
    return events.stream()
        .filter(HostEvent.StreamFailed.class::isInstance)
        .anyMatch(event -> ((HostEvent.StreamFailed) event).protocol().equals(protocol));
  }

  private long count(Class<? extends HostEvent> kind) {
    return events.stream().filter(kind::isInstance).count();
  }

  private static NetworkHost stopped(LyingTransport tcp) throws IOException {
    return TestHosts.listening(TestHosts.options().toBuilder().transports(tcp).build());
  }

  private HostOptions options(HostTimeouts timeouts) {
    return TestHosts.options().toBuilder().timeouts(timeouts).events(events::add).build();
  }

  private NetworkHost listening(HostTimeouts timeouts) throws IOException {
    return TestHosts.listening(options(timeouts));
  }

  private static long streams(NetworkHost host) {
    return host.scopes().used(Resource.INBOUND_STREAMS);
  }

  private static long outbound(NetworkHost host) {
    return host.scopes().used(Resource.OUTBOUND_STREAMS);
  }

  private static long memory(NetworkHost host) {
    return host.scopes().used(Resource.MEMORY);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What goes wrong with a peer that is given so long. */
  @FunctionalInterface
  private interface Attempt {
    void with(Duration silent) throws Exception;
  }
}
