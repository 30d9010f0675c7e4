package io.pinakes.p2p.mux.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.testing.SharedData;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class YamuxHeaderTest {
  private static final Map<String, YamuxHeader> EXPECTED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("syn_window", new YamuxHeader(1, 1, 1, 0)),
              Map.entry("ack_window", new YamuxHeader(1, 2, 1, 0)),
              Map.entry("data5", new YamuxHeader(0, 0, 1, 5)),
              Map.entry("fin", new YamuxHeader(0, 4, 1, 0)),
              Map.entry("rst", new YamuxHeader(1, 8, 1, 0)),
              Map.entry("ping_req", new YamuxHeader(2, 1, 0, 7)),
              Map.entry("ping_ack", new YamuxHeader(2, 2, 0, 7)),
              Map.entry("goaway_normal", new YamuxHeader(3, 0, 0, 0)),
              Map.entry("goaway_proto", new YamuxHeader(3, 0, 0, 1)),
              Map.entry("window_plus_256k", new YamuxHeader(1, 0, 1, 262_144)),
              Map.entry("syn_data_fin", new YamuxHeader(0, 5, 3, 5))));

  @Test
  void headsAreTheSharedVectorsBothWays() throws Exception {
    var vectors =
        new ObjectMapper().readTree(SharedData.text("fixtures/js-golden/yamux-headers.json"));

    assertThat(vectors.size()).isEqualTo(EXPECTED.size());
    EXPECTED.forEach(
        (name, header) -> {
          byte[] bytes = HexFormat.of().parseHex(vectors.get(name).asText());
          ByteBuffer written = ByteBuffer.allocate(12);
          header.write(written);
          assertThat(written.array()).as(name).isEqualTo(bytes);
          assertThat(YamuxHeader.read(ByteBuffer.wrap(bytes))).as(name).isEqualTo(header);
        });
  }
}
