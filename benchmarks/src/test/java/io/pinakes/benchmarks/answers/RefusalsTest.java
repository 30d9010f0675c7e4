package io.pinakes.benchmarks.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final List<Refusals.Scored> MIXED =
      List.of(
          new Refusals.Scored(0.9, true),
          new Refusals.Scored(0.7, false),
          new Refusals.Scored(0.6, true),
          new Refusals.Scored(0.2, false));

  @Test
  void aScoreAtTheThresholdIsAnswered() {
    assertThat(Refusals.at(MIXED, 0.6)).isEqualTo(new Refusals(2, 0, 1, 1));
    assertThat(Refusals.at(MIXED, 0.61)).isEqualTo(new Refusals(1, 1, 1, 1));
  }

  @Test
  void theAreaIsTheShareOfPairsInTheRightOrder() {
    // Pairs: 0.9 beats both, 0.6 beats 0.2 alone: 3 of 4.
    assertThat(Refusals.auroc(MIXED)).isEqualTo(0.75);
  }

  @Test
  void aTieCountsHalf() {
    List<Refusals.Scored> tied =
        List.of(new Refusals.Scored(0.5, true), new Refusals.Scored(0.5, false));
    assertThat(Refusals.auroc(tied)).isEqualTo(0.5);
    assertThat(Refusals.auroc(tied.subList(0, 1))).isNaN();
  }

  @Test
  void theBestThresholdBalancesBothKinds() {
    // At 0.6: all answerable answered, half of the others refused: 0.75. At 0.9: half and all.
    assertThat(Refusals.bestThreshold(MIXED)).isEqualTo(0.6);
    assertThat(Refusals.at(MIXED, 0.6).balancedAccuracy()).isEqualTo(0.75);
  }

  @Test
  void aThresholdCanKeepAShareOfTheAnswerable() {
    List<Refusals.Scored> hundred = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      hundred.add(new Refusals.Scored(i / 100.0, true));
    }
    hundred.add(new Refusals.Scored(0.05, false));
    double threshold = Refusals.thresholdKeeping(hundred, 0.9);
    Refusals at = Refusals.at(hundred, threshold);
    assertThat(at.answeredAnswerable()).isBetween(90, 92);
    assertThat(at.refusedUnanswerable()).isEqualTo(1);
  }

  @Test
  void logisticRegressionFindsTheOddsOfATable() {
    // Positive 3 of 4 times with the feature, 1 of 4 without: odds 3 and 1/3, so -ln 3 and 2 ln 3.
    List<Logistic.Example> examples = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      examples.add(new Logistic.Example(new double[] {1}, i < 3));
      examples.add(new Logistic.Example(new double[] {0}, i < 1));
    }
    double[] weights = Logistic.fit(examples);
    assertThat(weights[0]).isCloseTo(-Math.log(3), within(0.01));
    assertThat(weights[1]).isCloseTo(2 * Math.log(3), within(0.02));
    assertThat(Logistic.probability(weights, new double[] {1})).isCloseTo(0.75, within(0.005));
  }
}
