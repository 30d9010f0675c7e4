package io.pinakes.ingest.embed.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.knowledge.Pooling;
import org.junit.jupiter.api.Test;

class PoolerTest {
  private static final float[] TOKENS = {1, 2, 3, 4, 5, 12};

  @Test
  void theMeanIsTakenOverAllTokens() {
    assertThat(Pooler.pool(TOKENS, 2, Pooling.MEAN)).containsExactly(3, 6);
  }

  @Test
  void clsIsTheFirstTokenAlone() {
    assertThat(Pooler.pool(TOKENS, 2, Pooling.CLS)).containsExactly(1, 2);
  }

  @Test
  void whatIsNotAWholeNumberOfVectorsIsRefused() {
    assertThatThrownBy(() -> Pooler.pool(TOKENS, 4, Pooling.MEAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[6]");
  }

  @Test
  void normalisingGivesLengthOneAndKeepsTheDirection() {
    float[] vector = {3, 4};
    Pooler.normalise(vector);
    assertThat(vector).containsExactly(0.6f, 0.8f);
  }

  @Test
  void theZeroVectorHasNoDirectionAndStays() {
    float[] vector = {0, 0};
    Pooler.normalise(vector);
    assertThat(vector).containsExactly(0, 0);
  }
}
