package io.pinakes.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.testing.SeededTest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ProtobufTest {
  @Test
  void fieldsAreWrittenAsTheEncodingGuideHasThem() {
    byte[] written = new ProtobufWriter().number(1, 150).text(2, "testing").toBytes();

    assertThat(HexFormat.of().formatHex(written)).isEqualTo("089601120774657374696e67");
  }

  @Test
  void fieldsOfUnknownNumbersAndAllTypesArePassedOver() throws Exception {
    byte[] message =
        HexFormat.of().parseHex("09ffffffffffffffff" + "15ffffffff" + "1a0161" + "2001");
    ProtobufReader in = new ProtobufReader(message);

    for (int field = 1; field <= 3; field++) {
      assertThat(in.next()).isTrue();
      assertThat(in.field()).isEqualTo(field);
    }
    assertThat(in.text()).isEqualTo("a");
    assertThat(in.next()).isTrue();
    assertThat(in.number()).isEqualTo(1);
    assertThat(in.next()).isFalse();
  }

  @Test
  void aLengthBeyondTheMessageTakesNoMemory() {
    ProtobufReader in = new ProtobufReader(HexFormat.of().parseHex("0affffffff07"));

    assertThatThrownBy(in::next).hasMessage("protobuf field of [2147483647] bytes has [0]");
  }

  @Test
  void aFieldOfAnotherTypeThanExpectedIsMalformed() throws Exception {
    ProtobufReader in = new ProtobufReader(new byte[] {8, 1});
    in.next();

    assertThatThrownBy(in::bytes).isInstanceOf(WireException.class);
  }

  @SeededTest(times = 2_000)
  void noBytesThrowAnythingButAWireException(RandomGenerator random) {
    byte[] noise = new byte[random.nextInt(60)];
    random.nextBytes(noise);
    ProtobufReader in = new ProtobufReader(noise);
    try {
      while (in.next()) {
        assertThat(in.field()).isPositive();
      }
    } catch (WireException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }
}
