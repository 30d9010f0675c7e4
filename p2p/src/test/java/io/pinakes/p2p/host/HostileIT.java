package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.ProtocolLimits;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.identify.Identify;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.resource.Resource;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What peers that mean harm hold, and for how long: each wound with both numbers. Times are a
 * sixteenth of what hosts have, and a tenth or less of what is waited for; but longer where they
 * run already while the peer opens its streams, which it has to be given the time for.
 */
@Timeout(60)
class HostileIT {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration GONE = Duration.ofSeconds(5);

  /** Longer than a busy machine keeps a peer that means no harm yet from a word or a read. */
  private static final Duration SILENT = Duration.ofSeconds(2);

  /** Five times as long as such silence may last: it is pinged after one, and waited for twice. */
  private static final Duration GONE_SILENT = SILENT.multipliedBy(3 * 5);

  private static final HostTimeouts PATIENT = HostTimeouts.all(LONG);
  private static final long FLAT = 16 * 1024;
  private static final long STREAM = 8 * 1024;
  private static final long BUSY = 4 * 131_072; // what a connection may take while it is busy

  @Test
  void pushesThatDoNotEndAreEightOfAPeerAndGoneInTime() throws Exception {
    try (NetworkHost host = listening(PATIENT.withExchange(SHORT));
        HostilePeer peer = new HostilePeer(host)) {
      for (int i = 0; i < 100; i++) {
        peer.tryOpen(Identify.PUSH, new byte[9]); // nine messages of nothing
      }

      eventually("eight are left", GONE, () -> streams(host) <= Identify.STREAMS_OF_PEER);
      assertThat(memory(host)).isLessThanOrEqualTo(FLAT + BUSY + 8 * STREAM);
      eventually("none is left", GONE, () -> streams(host) == 0);
      assertThat(memory(host)).isLessThanOrEqualTo(FLAT + BUSY);
    }
  }

  @Test
  void streamsThatSpeakNoProtocolAreCharged() throws Exception {
    try (NetworkHost host = listening(PATIENT);
        HostilePeer peer = new HostilePeer(host)) {
      speakNoProtocol(peer);

      eventually("they are charged", GONE, () -> streams(host) == 100);
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
            .hasMessageContaining("the peer reset the stream");
      }
      eventually("none is left", GONE, () -> streams(host) == 0);
    }
  }

  @Test
  void aProtocolOfTheUsersEndsByItsOwnLimits() throws Exception {
    try (NetworkHost host = listening(PATIENT);
        HostilePeer peer = new HostilePeer(host)) {
      host.handle(
          "/x/brief", new ProtocolLimits(3, LONG, SHORT), stream -> stream.readExactly(1_000_000));
      for (int i = 0; i < 10; i++) {
        peer.tryOpen("/x/brief", new byte[100]);
      }

      eventually("three are left", GONE, () -> streams(host) <= 3);
      eventually("none is left", GONE, () -> streams(host) == 0);
    }
  }

  @Test
  void whoIsAskedWhoItIsAndSaysNothingIsNotWaitedForForEver() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (NetworkHost host = listening(PATIENT.withExchange(SHORT));
        NetworkHost mute = TestHosts.listening()) {
      CountDownLatch asked = new CountDownLatch(1);
      mute.handle(
          Identify.PROTOCOL,
          stream -> {
            asked.countDown();
            await(over);
          });
      TestHosts.connect(host, mute);
      await(asked);

      eventually("it is asked no more", GONE, () -> outbound(host) == 0);
    } finally {
      over.countDown();
    }
  }

  @Test
  void whoTakesNothingOfWhatIsSentIsGoneInTime() throws Exception {
    LyingTransport tcp = new LyingTransport("127.0.0.1", () -> "127.0.0.1");
    try (NetworkHost host = listening(PATIENT.withStall(SILENT));
        NetworkHost stopped = stopped(tcp)) {
      CountDownLatch begin = new CountDownLatch(1);
      host.handle(
          "/x/source",
          stream -> {
            await(begin);
            sendForEver(stream);
          });
      Connection connection = TestHosts.connect(stopped, host);
      List<Stream> streams = new ArrayList<>();
      for (int i = 0; i < 128; i++) { // 32 MiB of windows: more than a socket takes
        streams.add(connection.open(List.of("/x/source")));
        if (i == 0) {
          eventually("it is known", GONE, () -> host.connections().size() == 1);
        }
      }
      tcp.deafen();
      begin.countDown();

      eventually("it is gone", GONE_SILENT, () -> host.connections().isEmpty());
      eventually("and holds nothing", GONE, () -> memory(host) == 0);
      assertThat(streams).hasSize(128);
    }
  }

  @Test
  void whoIsStoppedWithStreamsOpenIsGoneInTime() throws Exception {
    LyingTransport tcp = new LyingTransport("127.0.0.1", () -> "127.0.0.1");
    HostOptions options =
        options(PATIENT).toBuilder()
            .yamux(YamuxLimits.DEFAULT.withPings(LONG, LONG).withSilence(SILENT))
            .build();
    try (NetworkHost host = TestHosts.listening(options);
        NetworkHost stopped = stopped(tcp)) {
      host.handle("/x/idle", new ProtocolLimits(2_000, LONG, LONG), s -> s.readExactly(1));
      Connection connection = TestHosts.connect(stopped, host);
      for (int i = 0; i < 500; i++) {
        connection.open(List.of("/x/idle"));
      }
      tcp.deafen();

      eventually("it is gone", GONE_SILENT, () -> host.connections().isEmpty());
      eventually("and holds nothing", GONE, () -> memory(host) == 0);
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

  private static List<MuxedStream> speakNoProtocol(HostilePeer peer) throws IOException {
    List<MuxedStream> streams = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      MuxedStream stream = peer.open();
      stream.write(new byte[] {19});
      streams.add(stream);
    }
    return streams;
  }

  private static void sendForEver(Stream stream) throws IOException {
    byte[] bytes = new byte[65_536];
    while (true) {
      stream.write(bytes);
    }
  }

  private static NetworkHost stopped(LyingTransport tcp) throws IOException {
    return TestHosts.listening(TestHosts.options().toBuilder().transports(tcp).build());
  }

  private static HostOptions options(HostTimeouts timeouts) {
    return TestHosts.options().toBuilder().timeouts(timeouts).build();
  }

  private static NetworkHost listening(HostTimeouts timeouts) throws IOException {
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
}
