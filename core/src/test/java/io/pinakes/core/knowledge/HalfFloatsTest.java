package io.pinakes.core.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.testing.SeededTest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HalfFloatsTest {
  @Test
  void theLayoutIsLittleEndianBinary16() {
    float[] vector = {1f, -2f, 0.5f, 65504f, 0f, 5.9604645e-8f};
    assertThat(HexFormat.of().formatHex(HalfFloats.encode(vector)))
        .isEqualTo("003c" + "00c0" + "0038" + "ff7b" + "0000" + "0100");
  }

  @Test
  void everyHalfFloatComesBackAsItself() {
    int numbers = 0;
    for (int half = 0; half < 1 << 16; half++) {
      byte[] bytes = {(byte) half, (byte) (half >> 8)};
      float[] vector = HalfFloats.decode(bytes, 0, 1);
      if (!Float.isNaN(vector[0])) {
        assertThat(HalfFloats.encode(vector)).isEqualTo(bytes);
        numbers++;
      }
    }
    assertThat(numbers).isEqualTo(65536 - 2 * 1023);
  }

  @SeededTest(times = 100)
  void aComponentLosesAtMostHalfAUnitOfElevenBits(RandomGenerator random) {
    float[] vector = new float[1 + random.nextInt(400)];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = random.nextFloat(-1f, 1f);
    }
    byte[] bytes = HalfFloats.encode(vector);
    int from = random.nextInt(vector.length);
    float[] decoded = HalfFloats.decode(bytes, 2 * from, vector.length - from);

    assertThat(bytes).hasSize(2 * vector.length);
    for (int i = 0; i < decoded.length; i++) {
      assertThat(Math.abs((double) decoded[i] - vector[from + i])).isLessThanOrEqualTo(0x1p-12);
    }
  }
}
