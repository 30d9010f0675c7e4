package io.pinakes.core.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.testing.SeededTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VarintTest {
  @Test
  void theSpecificationsExamplesComeOut() {
    Map<Long, String> examples =
        Map.of(
            0L,
            "00",
            1L,
            "01",
            127L,
            "7f",
            128L,
            "8001",
            255L,
            "ff01",
            300L,
            "ac02",
            16384L,
            "808001",
            Long.MAX_VALUE,
            "ffffffffffffffff7f");

    examples.forEach(
        (value, hex) -> {
          byte[] bytes = HexFormat.of().parseHex(hex);
          assertThat(Varint.encode(value)).isEqualTo(bytes);
          assertThat(Varint.read(ByteBuffer.wrap(bytes))).isEqualTo(value);
        });
  }

  @Test
  void longerThanNecessaryOrThanNineBytesIsRefused() {
    for (String hex : new String[] {"8100", "8000", "ffffffffffffffff00"}) {
      assertThatThrownBy(() -> read(hex))
          .isInstanceOf(MultiformatException.class)
          .hasMessageContaining("not minimal");
    }
    assertThatThrownBy(() -> read("80808080808080808001"))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining("longer than [9] bytes");
  }

  @Test
  void anEndInTheMiddleIsRefused() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("after [0] bytes");
    assertThatThrownBy(() -> read("ffff")).hasMessageContaining("after [2] bytes");
  }

  @Test
  void negativeNumbersHaveNone() {
    assertThatThrownBy(() -> Varint.encode(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Varint.size(Long.MIN_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @SeededTest(times = 500)
  void everyNumberSurvivesEachWayOfWriting(RandomGenerator random) {
    long value = random.nextLong() >>> 1 + random.nextInt(63);
    byte[] bytes = Varint.encode(value);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Varint.write(value, stream);
    ByteBuffer in = ByteBuffer.wrap(bytes);

    assertThat(stream.toByteArray()).isEqualTo(bytes).hasSize(Varint.size(value));
    assertThat(Varint.read(in)).isEqualTo(value);
    assertThat(in.hasRemaining()).isFalse();
  }

  private static long read(String hex) {
    return Varint.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }
}
