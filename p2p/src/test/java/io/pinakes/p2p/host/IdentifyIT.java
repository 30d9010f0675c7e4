package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.identify.Identify;
import io.pinakes.p2p.resource.Resource;
import io.pinakes.p2p.wire.ProtobufWriter;
import io.pinakes.p2p.wire.driver.Delimited;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
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
