package io.pinakes.benchmarks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void aPercentileIsATimeThatWasMeasured() {
    // 1 to 200 ms in some order: 99 % of 200 runs are 198 runs.
    Latencies latencies =
        new Latencies(
            LongStream.rangeClosed(1, 200).map(i -> (i * 37 % 200 + 1) * 1_000_000).toArray());
    assertThat(latencies.millisAt(0.5)).isEqualTo(100);
    assertThat(latencies.millisAt(0.95)).isEqualTo(190);
    assertThat(latencies.millisAt(0.99)).isEqualTo(198);
    assertThat(latencies.millisAt(1)).isEqualTo(200);
    assertThat(latencies.millisAt(0)).isEqualTo(1);
  }

  @Test
  void nothingHasNoPercentile() {
    assertThatThrownBy(() -> Latencies.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
