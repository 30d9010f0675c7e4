package io.pinakes.benchmarks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  @Test
  void tiesGoToTheGreaterDocumentIdWhateverOrderResultsCameIn() {
    Run run = new Run();
    run.add("q", List.of(entry("a", 1), entry("c", 1), entry("b", 1), entry("z", 0.5f)));
    assertThat(run.ranked("q").stream().map(Run.Entry::document))
        .containsExactly("c", "b", "a", "z");
  }

  @Test
  void negativeAndPositiveZeroAreATie() {
    Run run = new Run();
    run.add("q", List.of(entry("a", 0.0f), entry("b", -0.0f)));
    assertThat(run.ranked("q").stream().map(Run.Entry::document)).containsExactly("b", "a");
  }

  @Test
  void aJudgedQueryWithoutResultsCountsAsZeroAndAnUnjudgedOneNotAtAll() {
    Qrels qrels = new Qrels();
    qrels.judge("q1", "a", 1);
    qrels.judge("q2", "a", 1);
    Run run = new Run();
    run.add("q1", List.of(entry("a", 1)));
    run.add("unjudged", List.of(entry("a", 1)));
    Evaluation evaluation = Evaluation.of(run, qrels);
    assertThat(evaluation.queries()).containsExactly("q1", "q2");
    assertThat(evaluation.mean(Measure.NDCG_10)).isEqualTo(0.5);
  }

  @Test
  void aDocumentTwiceInOneRankingIsRefused() {
    Run run = new Run();
    List<Run.Entry> twice = List.of(entry("a", 1), entry("a", 2));
    assertThatThrownBy(() -> run.add("q", twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[a]");
  }

  @Test
  void agreesWithTrecEvalOnARunFullOfTiesAndGrades() throws IOException {
    // Made from random draws; expected.tsv was written by trec_eval 9 (through its Python binding).
    Qrels qrels = new Qrels();
    for (String[] f : rows("qrels.txt", " ")) {
      qrels.judge(f[0], f[2], Integer.parseInt(f[3]));
    }
    Map<String, List<Run.Entry>> results = new TreeMap<>();
    for (String[] f : rows("run.txt", " ")) {
      results
          .computeIfAbsent(f[0], q -> new ArrayList<>())
          .add(entry(f[2], Float.parseFloat(f[4])));
    }
    Run run = new Run();
    results.forEach(run::add);
    Evaluation evaluation = Evaluation.of(run, qrels);
    List<String[]> expected = rows("expected.tsv", "\t");
    assertThat(evaluation.queries())
        .containsExactlyElementsOf(expected.stream().map(f -> f[0]).toList());
    for (int i = 0; i < expected.size(); i++) {
      int column = 1;
      for (Measure measure : Measure.values()) {
        assertThat(evaluation.perQuery(measure)[i])
            .as("%s of %s", measure.label(), expected.get(i)[0])
            .isCloseTo(Double.parseDouble(expected.get(i)[column++]), within(1e-9));
      }
    }
  }

  private static List<String[]> rows(String resource, String separator) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EvaluationTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(separator))
          .toList();
    }
  }

  private static Run.Entry entry(String document, float score) {
    return new Run.Entry(document, score);
  }
}
