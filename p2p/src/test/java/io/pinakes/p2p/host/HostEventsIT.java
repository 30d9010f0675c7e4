package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.gate.GateList;
import io.pinakes.p2p.identify.Identify;
import io.pinakes.p2p.ping.Ping;
import io.pinakes.p2p.wire.driver.Delimited;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong is told, with its reason in words. */
@Timeout(300)
class HostEventsIT {
  private static final String PROTOCOL = "/x/1";

  private final Queue<HostEvent> events = new ConcurrentLinkedQueue<>();
  private final GateList gate = new GateList();

  @Test
  void aStrangerWhoDoesNotShowWhoItIsInTimeIsRefusedForThat() throws IOException {
    HostTimeouts timeouts = TestHosts.PATIENT.withHandshake(Duration.ofMillis(200));
    try (NetworkHost host =
            TestHosts.listening(
                TestHosts.options().toBuilder().events(events::add).timeouts(timeouts).build());
        Socket mute = new Socket(InetAddress.getLoopbackAddress(), port(host))) {
      sayAPart(mute);

      assertThat(await(HostEvent.Refused.class).reason())
          .isEqualTo("the handshake was not done within [0.2] s");
    }
  }

  @Test
  void aHandlerThatFailsIsAnEventWithItsProtocolAndReason() throws IOException {
    try (NetworkHost host = listening();
        NetworkHost other = TestHosts.listening()) {
      host.handle(
          PROTOCOL,
          stream -> {
            assertThat(stream.read(new byte[1], 0, 1)).isEqualTo(-1);
            throw new IOException("not like this");
          });
      Connection connection = TestHosts.connect(other, host);
      try (Stream stream = connection.open(List.of(PROTOCOL))) {
        stream.closeOutput();
        HostEvent.StreamFailed failed = await(HostEvent.StreamFailed.class);

        assertThat(failed.peer()).isEqualTo(other.id());
        assertThat(failed.protocol()).isEqualTo(PROTOCOL);
        assertThat(failed.reason()).isEqualTo("not like this");
        assertThat(host.metrics().figures()).containsEntry("pinakes_p2p_streams_failed_total", 1L);
      }
    }
  }

  @Test
  void aPeerThatSaysNonsenseOfItselfIsAnEvent() throws IOException {
    try (NetworkHost host = listening();
        NetworkHost other = TestHosts.listening()) {
      other.handle(
          Identify.PROTOCOL,
          stream -> {
            Delimited.write(stream, new byte[] {(byte) 0xff});
            stream.closeOutput();
          });
      TestHosts.connect(host, other);

      HostEvent.IdentifyFailed failed = await(HostEvent.IdentifyFailed.class);
      assertThat(failed.peer()).isEqualTo(other.id());
      assertThat(failed.reason()).isNotBlank().doesNotContain("null");
      assertThat(host.metrics().figures()).containsEntry("pinakes_p2p_identifies_failed_total", 1L);
    }
  }

  @Test
  void thatAPeerLeavesIsNoFailureOfTheStreamsThatItHad() throws IOException {
    try (NetworkHost host = listening();
        NetworkHost other = TestHosts.listening()) {
      Connection connection = TestHosts.connect(other, host);
      try (Stream open = connection.open(List.of(Ping.PROTOCOL))) {
        open.write(new byte[] {1}, 0, 1); // the handler waits for the rest of this ping
        eventually("we know who it is", SOON, () -> find(HostEvent.Identified.class).isPresent());
        other.leave(Duration.ZERO);
        await(HostEvent.Left.class);
      }
    }

    assertThat(find(HostEvent.StreamFailed.class)).isEmpty();
  }

  @Test
  void whoIsBlockedWhileConnectedIsCutOff() throws IOException {
    try (NetworkHost host = listening();
        NetworkHost one = TestHosts.listening();
        NetworkHost other = TestHosts.listening()) {
      Connection cut = TestHosts.connect(one, host);
      TestHosts.connect(other, host);
      eventually("both are in", SOON, () -> host.connections().size() == 2);

      gate.blockOnly(Set.of(one.id()), Set.of());
      host.cutOffBlocked();

      assertThat(await(HostEvent.CutOff.class).peer()).isEqualTo(one.id());
      eventually("it is out", SOON, () -> !cut.isOpen());
      eventually("the other stays", SOON, () -> host.connections().size() == 1);
      assertThat(host.connections().getFirst().peer()).isEqualTo(other.id());
    }
  }

  private static void sayAPart(Socket mute) {
    try {
      mute.getOutputStream().write("\u0013/multistream/1".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // it is refused already, for it took too long to say even that
    }
  }

  private NetworkHost listening() throws IOException {
    return TestHosts.listening(
        TestHosts.options().toBuilder().events(events::add).gater(gate).build());
  }

  private <T extends HostEvent> T await(Class<T> kind) {
    eventually(kind.getSimpleName(), SOON, () -> find(kind).isPresent());
    return find(kind).orElseThrow();
  }

  private <T extends HostEvent> Optional<T> find(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static int port(NetworkHost host) {
    return host.addresses().getFirst().parts().stream()
        .filter(part -> part.protocol() == AddressProtocol.TCP)
        .mapToInt(part -> Integer.parseInt(part.value()))
        .findFirst()
        .orElseThrow();
  }
}
