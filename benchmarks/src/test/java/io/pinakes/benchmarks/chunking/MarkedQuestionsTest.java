package io.pinakes.benchmarks.chunking;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.testing.SharedData;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MarkedQuestionsTest {
  @Test
  void everyExcerptIsTheTextAtItsPlace() throws IOException {
    // Reading compares each excerpt with its place.
    MarkedQuestions marked = MarkedQuestions.read(SharedData.path("datasets/chunking-eval"));
    assertThat(marked.questions()).hasSize(317);
    assertThat(marked.corpora()).containsOnlyKeys("finance", "state_of_the_union", "wikitexts");
  }
}
