package io.pinakes.p2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.testing.SharedData;
import io.pinakes.p2p.Direction;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published vectors of the pattern: keys are given, every message must come out as printed. */
class NoiseVectorsTest {
  private static final String NAME = NoiseXx.PROTOCOL.replace("Noise", "");

  @ParameterizedTest
  @ValueSource(strings = {"cacophony", "snow"})
  void everyMessageIsThatOfTheVectorBothWays(String author) throws Exception {
    JsonNode vectors =
        new ObjectMapper()
            .readTree(SharedData.text("fixtures/noise/" + author + NAME + ".json"))
            .get("vectors");
    assertThat(vectors.size()).isPositive();
    for (JsonNode vector : vectors) {
      replay(vector);
    }
  }

  @Test
  void flynnsVectorsOfTheHandshakeHoldToo() throws Exception {
    int replayed = 0;
    for (String block : SharedData.text("fixtures/noise/flynn" + NAME + ".txt").split("\n\n")) {
      Map<String, String> vector = new TreeMap<>();
      block
          .lines()
          .filter(line -> line.contains("="))
          .forEach(line -> vector.put(line.split("=")[0], line.split("=", 2)[1]));
      if (vector.containsKey("msg_2_ciphertext") && !vector.containsKey("preshared_key")) {
        replayFlynn(vector);
        replayed++;
      }
    }
    assertThat(replayed).isPositive();
  }

  private static void replay(JsonNode vector) throws Exception {
    NoiseXx[] ends = {
      end(vector, Direction.OUTBOUND, "init"), end(vector, Direction.INBOUND, "resp")
    };
    CipherState[] initiator = new CipherState[0];
    CipherState[] responder = new CipherState[0];
    for (int i = 0; i < vector.get("messages").size(); i++) {
      byte[] payload = hex(vector.get("messages").get(i), "payload");
      byte[] expected = hex(vector.get("messages").get(i), "ciphertext");
      if (i < 3) {
        assertThat(ends[i % 2].write(payload)).as("message %d", i).isEqualTo(expected);
        assertThat(ends[(i + 1) % 2].read(expected)).as("payload %d", i).isEqualTo(payload);
      } else {
        initiator = i == 3 ? ends[0].split() : initiator;
        responder = i == 3 ? ends[1].split() : responder;
        boolean byInitiator = i % 2 == 0;
        CipherState sender = byInitiator ? initiator[0] : responder[0];
        CipherState receiver = byInitiator ? responder[1] : initiator[1];
        byte[] sent = new byte[payload.length + CipherState.TAG_BYTES];
        sender.encrypt(new byte[0], payload, 0, payload.length, sent, 0);
        assertThat(sent).as("message %d", i).isEqualTo(expected);
        byte[] received = new byte[payload.length];
        receiver.decrypt(new byte[0], sent, 0, sent.length, received, 0);
        assertThat(received).isEqualTo(payload);
      }
    }
    if (vector.has("handshake_hash")) {
      assertThat(ends[0].handshakeHash()).isEqualTo(hex(vector, "handshake_hash"));
    }
  }

  private static void replayFlynn(Map<String, String> vector) throws Exception {
    byte[] prologue = parse(vector.getOrDefault("prologue", ""));
    NoiseXx initiator =
        new NoiseXx(
            Direction.OUTBOUND,
            prologue,
            NoiseKeyPair.of(parse(vector.getOrDefault("init_static", ""))),
            NoiseKeyPair.of(parse(vector.getOrDefault("gen_init_ephemeral", ""))));
    NoiseXx responder =
        new NoiseXx(
            Direction.INBOUND,
            prologue,
            NoiseKeyPair.of(parse(vector.getOrDefault("resp_static", ""))),
            NoiseKeyPair.of(parse(vector.getOrDefault("gen_resp_ephemeral", ""))));
    for (int i = 0; i < 3; i++) {
      byte[] payload = parse(vector.getOrDefault("msg_" + i + "_payload", ""));
      byte[] expected = parse(vector.getOrDefault("msg_" + i + "_ciphertext", ""));
      assertThat((i % 2 == 0 ? initiator : responder).write(payload)).isEqualTo(expected);
      assertThat((i % 2 == 0 ? responder : initiator).read(expected)).isEqualTo(payload);
    }
  }

  private static NoiseXx end(JsonNode vector, Direction direction, String side) {
    return new NoiseXx(
        direction,
        hex(vector, side + "_prologue"),
        NoiseKeyPair.of(hex(vector, side + "_static")),
        NoiseKeyPair.of(hex(vector, side + "_ephemeral")));
  }

  private static byte[] hex(JsonNode node, String field) {
    return parse(node.get(field).asText());
  }

  private static byte[] parse(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
