package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.ping.Ping;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What peers that ping hold, and for how long. Where a time is what it is about, every other limit
 * is an hour, so that the end is that one's doing.
 */
@Timeout(300)
class HostilePingsIT {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(40);
  private static final long FLAT = 16 * 1024;
  private static final long STREAM = 8 * 1024;
  private static final long BUSY = 4 * 131_072; // what a connection may take while it is busy

  private final Queue<HostEvent> events = new ConcurrentLinkedQueue<>();

  @Test
  void ofPingsAPeerHasTwoStreamsAndOthersHaveTheirs() throws Exception {
    try (NetworkHost host = listening(TestHosts.PATIENT);
        HostilePeer peer = new HostilePeer(host);
        NetworkHost honest = TestHosts.listening()) {
      for (int i = 0; i < 50; i++) {
        peer.tryOpen(Ping.PROTOCOL, new byte[1]);
      }

      eventually("two are left", SOON, () -> streams(host) == Ping.STREAMS_OF_PEER);
      assertThat(host.scopes().used(Resource.MEMORY))
          .isLessThanOrEqualTo(FLAT + BUSY + 2 * (STREAM + 512));
      assertThat(honest.ping(TestHosts.connect(honest, host))).isPositive();
    }
  }

  @Test
  void pingsThatAreSilentAreGoneInTime() throws Exception {
    try (NetworkHost host = listening(TestHosts.PATIENT.withPing(SHORT));
        HostilePeer peer = new HostilePeer(host)) {
      peer.tryOpen(Ping.PROTOCOL, new byte[0]);
      peer.tryOpen(Ping.PROTOCOL, new byte[0]);

      eventually("both have been there and are gone", SOON, () -> brokenPings() == 2);
      eventually("none is left", SOON, () -> streams(host) == 0);
    }
  }

  /** On a machine that stands still, a silence that is longer than that is what shows it. */
  @Test
  void aStreamOfPingsStaysAsLongAsThereArePings() throws Exception {
    Duration silence = SHORT;
    while (!staysFor(silence)) {
      silence = silence.multipliedBy(2);
      assertThat(silence).as("it stays, if it may be silent for longer").isLessThan(LONGEST);
    }
  }

  private boolean staysFor(Duration silence) throws IOException {
    try (NetworkHost host = listening(TestHosts.PATIENT.withPing(silence));
        HostilePeer peer = new HostilePeer(host)) {
      return pingSteadily(peer, silence) && streams(host) == 1;
    }
  }

  /**
   * Pings for three times as long as the stream may be silent. False if it was reset and this
   * machine stood still: of two pings in a row one took a half of that time.
   */
  private static boolean pingSteadily(HostilePeer peer, Duration silence) throws IOException {
    long begin = System.nanoTime();
    long slowest = 0;
    long last = begin;
    try {
      MuxedStream pings = peer.open(Ping.PROTOCOL);
      while (last - begin < 3 * silence.toNanos()) {
        pings.write(new byte[32]);
        pings.readExactly(32);
        long now = System.nanoTime();
        slowest = Math.max(slowest, now - last);
        last = now;
      }
    } catch (IOException e) {
      if (2 * Math.max(slowest, System.nanoTime() - last) < silence.toNanos()) {
        throw e;
      }
      return false;
    }
    return true;
  }

  private long brokenPings() {
    return events.stream()
        .filter(HostEvent.StreamFailed.class::isInstance)
        .filter(event -> ((HostEvent.StreamFailed) event).protocol().equals(Ping.PROTOCOL))
        .count();
  }

  private NetworkHost listening(HostTimeouts timeouts) throws IOException {
    return TestHosts.listening(
        TestHosts.options().toBuilder().timeouts(timeouts).events(events::add).build());
  }

  private static long streams(NetworkHost host) {
    return host.scopes().used(Resource.INBOUND_STREAMS);
  }
}
