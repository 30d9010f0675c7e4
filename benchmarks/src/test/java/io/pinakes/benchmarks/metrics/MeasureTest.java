package io.pinakes.benchmarks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every expected value is worked out in the comment beside it. */
class MeasureTest {
  private static final double EXACT = 1e-12;

  @Test
  void ndcgDividesByTheBestOrderOfAllJudgedGrades() {
    Map<String, Integer> judged = Map.of("a", 3, "b", 2, "c", 1, "missed", 2);
    // found: b at 1, x at 2, a at 3: 2/log2(2) + 0 + 3/log2(4) = 2 + 1.5
    // ideal: 3/log2(2) + 2/log2(3) + 2/log2(4) + 1/log2(5) = 3 + 1.2618595 + 1 + 0.4306766
    double value = Measure.NDCG_10.of(ranked("b", "x", "a"), judged);
    assertThat(value).isCloseTo(3.5 / 5.6925361, within(1e-7));
  }

  @Test
  void ndcgSeesTheFirstTenOnly() {
    // The one relevant document is at rank 10: 1/log2(11) = 0.2890648; at rank 11: nothing.
    Map<String, Integer> judged = Map.of("hit", 1);
    assertThat(Measure.NDCG_10.of(at(10, "hit"), judged)).isCloseTo(0.2890648, within(1e-7));
    assertThat(Measure.NDCG_10.of(at(11, "hit"), judged)).isZero();
  }

  @Test
  void ndcgIdealIsCutAtTenToo() {
    // Twelve relevant documents, the first ten results are among them: a perfect first ten.
    Map<String, Integer> judged = new java.util.HashMap<>();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      judged.put("d" + i, 1);
      found.add("d" + i);
    }
    assertThat(Measure.NDCG_10.of(ranked(found.toArray(String[]::new)), judged))
        .isCloseTo(1, within(EXACT));
  }

  @Test
  void aNegativeGradeGainsNothingAndIsNotRelevant() {
    Map<String, Integer> judged = Map.of("source", -1, "a", 1);
    // a is at rank 2: 1/log2(3) of an ideal 1.
    assertThat(Measure.NDCG_10.of(ranked("source", "a"), judged))
        .isCloseTo(0.6309298, within(1e-7));
    assertThat(Measure.MRR_10.of(ranked("source", "a"), judged)).isEqualTo(0.5);
    assertThat(Measure.RECALL_100.of(ranked("a"), judged)).isEqualTo(1);
  }

  @Test
  void recallCountsRelevantOnesAmongTheFirstHundred() {
    Map<String, Integer> judged = Map.of("hit", 1, "second", 2, "never", 1, "bad", 0);
    List<Run.Entry> ranked = new ArrayList<>(at(100, "hit"));
    ranked.add(new Run.Entry("second", -200));
    // one of three relevant documents is within the first hundred
    assertThat(Measure.RECALL_100.of(ranked, judged)).isCloseTo(1.0 / 3, within(EXACT));
  }

  @Test
  void reciprocalRankStopsAtTen() {
    Map<String, Integer> judged = Map.of("hit", 1);
    assertThat(Measure.MRR_10.of(at(4, "hit"), judged)).isEqualTo(0.25);
    assertThat(Measure.MRR_10.of(at(10, "hit"), judged)).isEqualTo(0.1);
    assertThat(Measure.MRR_10.of(at(11, "hit"), judged)).isZero();
  }

  @Test
  void averagePrecisionDividesByAllRelevantDocumentsAndNotByThoseFound() {
    Map<String, Integer> judged = Map.of("a", 1, "b", 1, "c", 1, "never", 1);
    // relevant at ranks 1, 3 and 5: (1/1 + 2/3 + 3/5) / 4 = 0.5666667
    assertThat(Measure.MAP.of(ranked("a", "x", "b", "y", "c"), judged))
        .isCloseTo((1 + 2.0 / 3 + 3.0 / 5) / 4, within(EXACT));
  }

  @Test
  void aQueryWithoutAnyRelevantDocumentMeasuresZero() {
    for (Measure measure : Measure.values()) {
      assertThat(measure.of(ranked("a"), Map.of("a", 0))).as(measure.label()).isZero();
    }
  }

  @Test
  void theLabelsAreTheOnesThatScriptsRelyOn() {
    assertThat(List.of(Measure.values()).stream().map(Measure::label))
        .containsExactly("nDCG@10", "Recall@100", "MRR@10", "MAP");
  }

  @Test
  void aScoreThatIsNotANumberIsRefused() {
    assertThatThrownBy(() -> new Run.Entry("d1", Float.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("d1");
  }

  private static List<Run.Entry> ranked(String... documents) {
    return IntStream.range(0, documents.length)
        .mapToObj(i -> new Run.Entry(documents[i], -i))
        .toList();
  }

  /** A ranking that has one document at a rank and others, never judged, in front of it. */
  private static List<Run.Entry> at(int rank, String document) {
    return IntStream.rangeClosed(1, rank)
        .mapToObj(i -> new Run.Entry(i == rank ? document : "filler" + i, -i))
        .toList();
  }
}
