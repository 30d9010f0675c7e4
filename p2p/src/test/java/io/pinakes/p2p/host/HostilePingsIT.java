package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.ping.Ping;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What peers that ping hold, and for how long. Times are as in {@link HostileIT}. */
@Timeout(60)
class HostilePingsIT {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration GONE = Duration.ofSeconds(5);
  private static final HostTimeouts PATIENT = HostTimeouts.all(Duration.ofMinutes(10));
  private static final long FLAT = 16 * 1024;
  private static final long STREAM = 8 * 1024;
  private static final long BUSY = 4 * 131_072; // what a connection may take while it is busy

  @Test
  void ofPingsAPeerHasTwoStreamsAndOthersHaveTheirs() throws Exception {
    try (NetworkHost host = listening(PATIENT);
        HostilePeer peer = new HostilePeer(host);
        NetworkHost honest = TestHosts.listening()) {
      for (int i = 0; i < 50; i++) {
        peer.tryOpen(Ping.PROTOCOL, new byte[1]);
      }

      eventually("two are left", GONE, () -> streams(host) == Ping.STREAMS_OF_PEER);
      assertThat(host.scopes().used(Resource.MEMORY))
          .isLessThanOrEqualTo(FLAT + BUSY + 2 * (STREAM + 512));
      assertThat(honest.ping(TestHosts.connect(honest, host))).isPositive();
    }
  }

  @Test
  void pingsThatAreSilentAreGoneInTime() throws Exception {
    try (NetworkHost host = listening(PATIENT.withPing(SHORT));
        HostilePeer peer = new HostilePeer(host)) {
      peer.open(Ping.PROTOCOL);
      peer.open(Ping.PROTOCOL);

      eventually("none is left", GONE, () -> streams(host) == 0);
    }
  }

  @Test
  void aStreamOfPingsStaysAsLongAsThereArePings() throws Exception {
    try (NetworkHost host = listening(PATIENT.withPing(SHORT));
        HostilePeer peer = new HostilePeer(host)) {
      boolean steady = false;
      while (!steady) {
        steady = pingSteadily(peer);
      }
      assertThat(streams(host)).isEqualTo(1);
    }
  }

  /**
   * Pings for three times as long as the stream may be silent. False if it was reset and this
   * machine stood still: of two pings in a row one took a half of that time.
   */
  private static boolean pingSteadily(HostilePeer peer) throws IOException {
    long begin = System.nanoTime();
    MuxedStream pings = peer.open(Ping.PROTOCOL);
    long slowest = 0;
    for (long last = begin; last - begin < 3 * SHORT.toNanos(); ) {
      try {
        pings.write(new byte[32]);
        pings.readExactly(32);
      } catch (IOException e) {
        if (2 * Math.max(slowest, System.nanoTime() - last) < SHORT.toNanos()) {
          throw e;
        }
        return false;
      }
      long now = System.nanoTime();
      slowest = Math.max(slowest, now - last);
      last = now;
    }
    return true;
  }

  private static NetworkHost listening(HostTimeouts timeouts) throws IOException {
    return TestHosts.listening(TestHosts.options().toBuilder().timeouts(timeouts).build());
  }

  private static long streams(NetworkHost host) {
    return host.scopes().used(Resource.INBOUND_STREAMS);
  }
}
