package io.pinakes.benchmarks.chunking;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.benchmarks.chunking.MarkedQuestions.Excerpt;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapTest {
  @Test
  void halfOfTheMarkedTextInTwiceItsLength() {
    // Marked are ten characters; retrieved twenty, five of them marked.
    Overlap overlap = Overlap.of(List.of(new Excerpt(0, 10)), List.of(new Excerpt(5, 25)));
    assertThat(overlap).isEqualTo(new Overlap(0.5, 0.25, 5.0 / 25));
  }

  @Test
  void whatIsRetrievedTwiceIsFoundOnceAndPaidTwice() {
    Overlap overlap =
        Overlap.of(List.of(new Excerpt(0, 10)), List.of(new Excerpt(0, 10), new Excerpt(0, 10)));
    assertThat(overlap).isEqualTo(new Overlap(1, 0.5, 0.5));
  }

  @Test
  void nothingRetrievedIsNothing() {
    assertThat(Overlap.of(List.of(new Excerpt(0, 10)), List.of())).isEqualTo(new Overlap(0, 0, 0));
  }

  @Test
  void quotedFieldsKeepCommasQuotesAndLineEnds() {
    assertThat(MarkedQuestions.csv("a,b\r\n\"x, \"\"y\"\"\n\",z\n"))
        .containsExactly(List.of("a", "b"), List.of("x, \"y\"\n", "z"));
  }
}
