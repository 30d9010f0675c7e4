package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What those hold who have not shown who they are, and for how long. */
@Timeout(300)
class StrangersIT {

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

  /** No other limit would end it, so that its end is this one's doing. */
  @Test
  void strangersThatSayNothingAreGoneInTime() throws Exception {
    HostTimeouts impatient = TestHosts.PATIENT.withHandshake(Duration.ofMillis(300));
    Queue<String> refused = new ConcurrentLinkedQueue<>();
    try (NetworkHost host = listening(impatient, refused);
        Socket silent = stranger(host)) {
      heardUntilGone(silent);

      eventually("it has been in and is out", SOON, () -> refused.size() == 1);
      assertThat(refused).containsExactly("the handshake was not done within [0.3] s");
      assertThat(descriptors(host)).isZero();
      assertThat(memory(host)).isZero();
    }
  }

  @Test
  void strangersThatSayNonsenseAreGoneThoughTheyHaveTime() throws Exception {
    Queue<String> refused = new ConcurrentLinkedQueue<>();
    try (NetworkHost host = listening(TestHosts.PATIENT, refused);
        Socket zeros = stranger(host)) {
      String said = "\u0013/multistream/1.0.0\n";
      assertThat(zeros.getInputStream().readNBytes(said.length())).asString().isEqualTo(said);
      zeros.getOutputStream().write(new byte[100]);
      heardUntilGone(zeros);

      eventually("it has been in and is out", SOON, () -> refused.size() == 1);
      assertThat(refused.element()).doesNotContain("not done within");
      assertThat(descriptors(host)).isZero();
      assertThat(memory(host)).isZero();
    }
  }

  @Test
  void aFloodOfHandshakesFromOnePlaceKeepsNobodyOut() throws Exception {
    List<Socket> flood = new ArrayList<>();
    try (NetworkHost host = TestHosts.listening();
        NetworkHost honest = TestHosts.listening()) {
      for (int i = 0; i < 400; i++) {
        Socket half = stranger(host);
        half.getOutputStream().write(19);
        flood.add(half);
      }
      eventually("all there is room for", SOON, () -> descriptors(host) == 256);
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

  private static NetworkHost listening(HostTimeouts timeouts, Queue<String> refused)
      throws IOException {
    return TestHosts.listening(
        TestHosts.options().toBuilder()
            .timeouts(timeouts)
            .events(
                event -> {
                  if (event instanceof HostEvent.Refused one) {
                    refused.add(one.reason());
                  }
                })
            .build());
  }

  private static Socket stranger(NetworkHost host) throws IOException {
    int port = Integer.parseInt(host.addresses().getFirst().parts().get(1).value());
    Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port);
    stranger.setSoTimeout(Math.toIntExact(SOON.toMillis()));
    return stranger;
  }

  private static long descriptors(NetworkHost host) {
    return host.scopes().used(Resource.DESCRIPTORS);
  }

  private static long memory(NetworkHost host) {
    return host.scopes().used(Resource.MEMORY);
  }
}
