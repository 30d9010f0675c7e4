package io.pinakes.benchmarks.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayersTest {
  private final Map<String, Speed> speeds = new LinkedHashMap<>();
  private final Layers layers = new Layers(speeds);

  @Test
  void aLayerIsComparedWithTheSlowestThatItStandsOn() {
    measured("tcp", 4_000);
    measured("chacha20-poly1305 encrypt", 1_000);
    measured("chacha20-poly1305 decrypt", 800);
    measured("noise", 600);

    assertThat(layers.shareOfBelow("noise")).hasValue(0.75);
    assertThat(layers.shareOfBelow("tcp")).isEmpty();
    assertThat(layers.disturbed()).isEmpty();
  }

  @Test
  void aLayerThatIsQuickerThanWhatItStandsOnShowsThatTheRunWasDisturbed() {
    measured("tcp", 4_000);
    measured("aes-128-gcm encrypt", 563);
    measured("aes-128-gcm decrypt", 3_684);
    measured("tls", 989);
    measured("yamux over tls", 867);

    assertThat(layers.disturbed()).containsExactly("tls");
  }

  @Test
  void whatDiffersByLessThanRunsDoIsNoDisturbance() {
    measured("noise", 600);
    measured("yamux over noise", 620);

    assertThat(layers.disturbed()).isEmpty();
  }

  private void measured(String layer, double megabytesPerSecond) {
    speeds.put(layer, new Speed(1_000_000, 1 / megabytesPerSecond, 0));
  }
}
