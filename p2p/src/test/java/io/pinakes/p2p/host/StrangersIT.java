package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What those hold who have not shown who they are, and for how long. */
@Timeout(60)
class StrangersIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void strangersAreChargedWhileTheyShakeHands() throws Exception {
    try (NetworkHost host = TestHosts.listening();
        Socket silent = stranger(host);
        Socket alsoSilent = stranger(host)) {
      eventually("both are charged", SOON, () -> descriptors(host) == 2);
      assertThat(memory(host)).isLessThanOrEqualTo(2 * 64 * 1024);
      assertThat(List.of(silent, alsoSilent)).noneMatch(Socket::isClosed);
    }
  }

  @Test
  void strangersThatSayNothingOrNonsenseAreGoneInTime() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    HostOptions impatient =
        TestHosts.options().toBuilder()
            .timeouts(HostTimeouts.DEFAULT.withHandshake(Duration.ofMillis(300)))
            .events(event -> refused.addAndGet(event instanceof HostEvent.Refused ? 1 : 0))
            .build();
    try (NetworkHost host = TestHosts.listening(impatient)) {
      long begin = System.nanoTime();
      try (Socket silent = stranger(host);
          Socket zeros = stranger(host)) {
        zeros.getOutputStream().write(new byte[100]);

        assertThat(drain(silent.getInputStream())).contains("/multistream/1.0.0");
        eventually("both have been in and are out", SOON, () -> refused.get() == 2);
        assertThat(descriptors(host)).isZero();
        assertThat(memory(host)).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
      }
    }
  }

  @Test
  void aFloodOfHandshakesFromOnePlaceKeepsNobodyOut() throws Exception {
    List<Socket> flood = new ArrayList<>();
    HostOptions patient =
        TestHosts.options().toBuilder().timeouts(HostTimeouts.all(Duration.ofMinutes(10))).build();
    try (NetworkHost host = TestHosts.listening(patient);
        NetworkHost honest = TestHosts.listening()) {
      for (int i = 0; i < 400; i++) {
        Socket half = stranger(host);
        half.getOutputStream().write(19);
        flood.add(half);
      }
      eventually("all there is room for", Duration.ofSeconds(5), () -> descriptors(host) == 256);
      assertThat(memory(host)).isLessThanOrEqualTo(256 * 64 * 1024);

      assertThat(honest.ping(TestHosts.connect(honest, host))).isPositive();
      assertThat(heardUntilGone(flood.getFirst())).as("who came first has gone").isLessThan(64);
    } finally {
      for (Socket half : flood) {
        half.close();
      }
    }
  }

  /** How many bytes it hears. Who goes before its own byte was read is reset. */
  private static int heardUntilGone(Socket stranger) throws IOException {
    InputStream in = stranger.getInputStream();
    int heard = 0;
    try {
      while (in.read() >= 0) {
        heard++;
      }
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    return heard;
  }

  private static Socket stranger(NetworkHost host) throws IOException {
    int port = Integer.parseInt(host.addresses().getFirst().parts().get(1).value());
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static String drain(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long descriptors(NetworkHost host) {
    return host.scopes().used(Resource.DESCRIPTORS);
  }

  private static long memory(NetworkHost host) {
    return host.scopes().used(Resource.MEMORY);
  }
}
