package io.pinakes.vectorstore.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which way a search takes through a segment, and the defaults. */
final class VectorTuningTest {
  private static final VectorTuning TUNING = LuceneOptions.defaults().tuning();

  @Test
  void theDefaultsArePinned() {
    LuceneOptions defaults = LuceneOptions.defaults();
    assertThat(TUNING).isEqualTo(new VectorTuning(10_000, 0.05, 0.4, 3.5, 90, 1, 1, 10));
    assertThat(defaults.shape().quantisation()).isEqualTo(Quantisation.BIT1);
    assertThat(defaults.shape().neighbours()).isEqualTo(16);
    assertThat(defaults.shape().buildBeam()).isEqualTo(64);
    assertThat(defaults.shape().graphFrom()).isEqualTo(10_000);
    assertThat(defaults.bufferMib()).isBetween(32, 256);
    assertThat(defaults.closeWait()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void fewVectorsOrNarrowFiltersAreComparedWhole() {
    VectorTuning.Way all = new VectorTuning.CompareAll();
    assertThat(TUNING.way(10, 10_000, 10_000, 10_000)).isEqualTo(all);
    assertThat(TUNING.way(10, 50_000, 1_000_000, 50_000)).isEqualTo(all);
    // A beam that would visit as many as there are.
    assertThat(TUNING.way(2_000, 20_000, 20_000, 20_000)).isEqualTo(all);
  }

  @Test
  void othersAreWalkedWiderUnderAFilter() {
    assertThat(TUNING.way(10, 100_000, 100_000, 100_000))
        .isEqualTo(new VectorTuning.Walk(100, 100));
    assertThat(TUNING.way(10, 300_000, 1_000_000, 300_000))
        .isEqualTo(new VectorTuning.Walk(350, 350));
    assertThat(TUNING.way(10, 500_000, 1_000_000, 500_000))
        .isEqualTo(new VectorTuning.Walk(100, 100));
  }

  @Test
  void aSegmentIsFirstAskedForItsShareOfManyHits() {
    // A quarter of 400 hits, and three deviations of ten; all of them if that is too few.
    assertThat(TUNING.way(400, 100_000, 100_000, 400_000))
        .isEqualTo(new VectorTuning.Walk(220, 490));
  }

  @Test
  void impossibleTuningIsRefused() {
    assertThatThrownBy(() -> new VectorTuning(0, 0.5, 0.4, 1, 1, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GraphShape(Quantisation.INT4, 1, 100, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
