package io.pinakes.benchmarks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  private final Resampling resampling = new Resampling(10_000, 42);

  @Test
  void theIntervalOfACoinIsThatOfTheBinomial() {
    // 400 values, half of them one: standard error 0.025, so 0.5 +- 1.96 * 0.025.
    double[] coin = new double[400];
    Arrays.fill(coin, 0, 200, 1);
    Resampling.Interval interval = resampling.meanInterval(coin);
    assertThat(interval.low()).isCloseTo(0.451, within(0.004));
    assertThat(interval.high()).isCloseTo(0.549, within(0.004));
  }

  @Test
  void equalValuesGiveAnIntervalOfNoWidth() {
    double[] same = new double[50];
    Arrays.fill(same, 0.25);
    assertThat(resampling.meanInterval(same)).isEqualTo(new Resampling.Interval(0.25, 0.25, 0.95));
  }

  @Test
  void theSeedFixesTheInterval() {
    double[] values = {0.1, 0.9, 0.3, 0.7, 0.2};
    assertThat(new Resampling(1000, 5).meanInterval(values))
        .isEqualTo(new Resampling(1000, 5).meanInterval(values));
    assertThat(new Resampling(1000, 5).meanInterval(values))
        .isNotEqualTo(new Resampling(1000, 6).meanInterval(values));
  }

  @Test
  void aGainOnEveryOneOfTenQueriesHasTheExactProbabilityOfTheSignTest() {
    // All differences equal: only the two labellings with all signs alike are as extreme, 2/1024.
    double[] first = new double[10];
    double[] second = new double[10];
    Arrays.fill(second, 0.1);
    Resampling.Paired paired = resampling.compare(first, second);
    assertThat(paired.difference()).isCloseTo(0.1, within(1e-12));
    assertThat(paired.p()).isCloseTo(2.0 / 1024, within(0.001));
  }

  @Test
  void systemsThatDifferByChanceAreNotCalledDifferent() {
    double[] first = {0.5, 0.6, 0.2, 0.9};
    double[] second = {0.6, 0.5, 0.9, 0.2};
    Resampling.Paired paired = resampling.compare(first, second);
    assertThat(paired.difference()).isCloseTo(0, within(1e-12));
    assertThat(paired.p()).isEqualTo(1.0);
    assertThat(paired.interval().low()).isNegative();
    assertThat(paired.interval().high()).isPositive();
  }

  @Test
  void unequalNumbersOfQueriesCannotBePaired() {
    assertThatThrownBy(() -> resampling.compare(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
