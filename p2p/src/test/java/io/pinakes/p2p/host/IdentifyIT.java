package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.identify.Identify;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.resource.Resource;
import io.pinakes.p2p.wire.ProtobufWriter;
import io.pinakes.p2p.wire.driver.Delimited;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class IdentifyIT {
  private static final int MESSAGES = 10;
  private static final int PROTOCOLS = 100; // a message
  private static final int NAME_CHARACTERS = 70;
  private static final int HEAP_A_NAME = 256; // bytes

  @Test
  void whatAPeerSaysOfItselfIsChargedToItsConnection() throws IOException {
    try (NetworkHost host = TestHosts.listening();
        NetworkHost talker = TestHosts.listening()) {
      talker.handle(Identify.PROTOCOL, IdentifyIT::sayAllThatMayBe);
      Connection connection = TestHosts.connect(host, talker);
      eventually("it says who it is", SOON, () -> host.identified(connection).isPresent());
      assertThat(host.identified(connection).orElseThrow().protocols())
          .hasSize(MESSAGES * PROTOCOLS);

      long heard = (long) MESSAGES * PROTOCOLS * HEAP_A_NAME;
      assertThat(host.scopes().used(Resource.MEMORY)).isGreaterThan(heard);

      connection.close();
      eventually("all is given back", SOON, () -> host.scopes().used(Resource.MEMORY) == 0);
    }
  }

  @Test
  void aPushThatSaysLessGivesTheRestBack() throws IOException {
    try (NetworkHost host = TestHosts.listening();
        NetworkHost talker = TestHosts.listening()) {
      talker.handle(Identify.PROTOCOL, IdentifyIT::sayAllThatMayBe);
      Connection connection = TestHosts.connect(host, talker);
      eventually("it says who it is", SOON, () -> host.identified(connection).isPresent());
      long before = host.scopes().used(Resource.MEMORY);
      eventually("we are there", SOON, () -> !talker.connections().isEmpty());

      try (Stream push = talker.connections().getFirst().open(List.of(Identify.PUSH))) {
        Delimited.write(push, new ProtobufWriter().text(3, "/x/only").toBytes());
        push.closeOutput();
      }

      eventually(
          "only one protocol is known",
          SOON,
          () -> host.identified(connection).orElseThrow().protocols().equals(List.of("/x/only")));
      eventually(
          "and paid for", SOON, () -> host.scopes().used(Resource.MEMORY) < before - 200_000);
    }
  }

  /** One at a time, so that the number of streams is not what stops it. */
  @Test
  void pushesWithoutNumberAreHeardInTurnAndThoseOfTooLongALineAreNotHeard() throws IOException {
    Queue<HostEvent> events = new ConcurrentLinkedQueue<>();
    HostOptions options =
        TestHosts.options().toBuilder()
            .timeouts(TestHosts.PATIENT.withExchange(Duration.ofMillis(900)))
            .events(events::add)
            .build();
    try (NetworkHost host = TestHosts.listening(options);
        HostilePeer peer = new HostilePeer(host)) {
      for (int i = 0; i < 200 && !isRefused(events); i++) {
        try (MuxedStream push = peer.open(Identify.PUSH)) {
          Delimited.write(push, new ProtobufWriter().text(6, "agent " + i).toBytes());
          push.closeOutput();
          assertThat(push.read(new byte[1], 0, 1)).isEqualTo(-1); // it has come to its end
        } catch (P2pException e) {
          assertThat(e).hasMessageContaining("the peer reset the stream");
        }
      }

      assertThat(isRefused(events)).isTrue();
    }
  }

  private static boolean isRefused(Queue<HostEvent> events) {
    return events.stream()
        .filter(HostEvent.StreamFailed.class::isInstance)
        .map(event -> ((HostEvent.StreamFailed) event).reason())
        .anyMatch("it says too often what has changed"::equals);
  }

  private static void sayAllThatMayBe(Stream stream) throws IOException {
    for (int message = 0; message < MESSAGES; message++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = 0; i < PROTOCOLS; i++) {
        String name = "/" + message + "/" + i + "/";
        bytes.writeBytes(
            new ProtobufWriter().text(3, name + "p".repeat(NAME_CHARACTERS - 8)).toBytes());
      }
      Delimited.write(stream, bytes.toByteArray());
    }
    stream.closeOutput();
  }
}
