package io.pinakes.benchmarks.answers;

import io.pinakes.benchmarks.report.Report;
import io.pinakes.query.generate.extractive.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * When to say nothing: weights and thresholds fitted on half of the articles, drawn by the seed,
 * and judged on the others, beside what is shipped.
 */
final class RefusalTable {
  /** The share of answerable questions that the shipped threshold is to answer. */
  private static final double KEPT = 0.9;

  private final List<AnswersBench.Asked> all;
  private final long seed;

  RefusalTable(List<AnswersBench.Asked> asked, long seed) {
    this.all = asked.stream().filter(a -> a.best().isPresent()).toList();
    this.seed = seed;
  }

  /** Fits, judges, and adds both to a report. */
  void addTo(Report report) {
    Set<String> fitting = half();
    List<AnswersBench.Asked> fit =
        all.stream().filter(a -> fitting.contains(a.question().article())).toList();
    List<AnswersBench.Asked> held =
        all.stream().filter(a -> !fitting.contains(a.question().article())).toList();
    double[] ranking = Logistic.fit(fit.stream().flatMap(a -> a.sentences().stream()).toList());
    double[] weights =
        Logistic.fit(
            fit.stream()
                .map(
                    a ->
                        new Logistic.Example(
                            a.best().orElseThrow().features().evidence(),
                            a.question().answerable()))
                .toList());
    List<Refusals.Scored> fitScores = scored(fit, weights);
    double balanced = Refusals.bestThreshold(fitScores);
    double keeping = Refusals.thresholdKeeping(fitScores, KEPT);
    List<Refusals.Scored> shipped =
        held.stream()
            .map(
                a ->
                    new Refusals.Scored(
                        Evidence.DEFAULT.probability(a.best().orElseThrow().features()),
                        a.question().answerable()))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("articles_fitted", fitting);
    fields.put("fitted_ranking", Arrays.stream(ranking).boxed().toList());
    fields.put("fitted_weights", Arrays.stream(weights).boxed().toList());
    fields.put("fitted_threshold_balanced", balanced);
    fields.put("fitted_threshold_keeping", keeping);
    row("fitted half, balanced threshold", fitScores, balanced, rows, fields);
    row("other half, balanced threshold", scored(held, weights), balanced, rows, fields);
    row("fitted half, keeping 90 %", fitScores, keeping, rows, fields);
    row("other half, keeping 90 %", scored(held, weights), keeping, rows, fields);
    row("other half, as shipped", shipped, Evidence.DEFAULT.threshold(), rows, fields);
    report
        .field("unanswerable", fields)
        .table(
            "Answered and refused, with unanswerable questions (order "
                + Arrays.toString(ranking)
                + ", weights "
                + Arrays.toString(weights)
                + ", thresholds "
                + balanced
                + " and "
                + keeping
                + ")",
            List.of(
                "articles",
                "AUROC",
                "answerable: answered",
                "refused",
                "unanswerable: answered",
                "refused",
                "balanced accuracy"),
            rows);
  }

  private static void row(
      String name,
      List<Refusals.Scored> scored,
      double threshold,
      List<List<String>> rows,
      Map<String, Object> fields) {
    Refusals at = Refusals.at(scored, threshold);
    double auroc = Refusals.auroc(scored);
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("auroc", auroc);
    one.put("threshold", threshold);
    one.put("answered_answerable", at.answeredAnswerable());
    one.put("refused_answerable", at.refusedAnswerable());
    one.put("answered_unanswerable", at.answeredUnanswerable());
    one.put("refused_unanswerable", at.refusedUnanswerable());
    one.put("balanced_accuracy", at.balancedAccuracy());
    fields.put(name, one);
    rows.add(
        List.of(
            name,
            String.format(Locale.ROOT, "%.4f", auroc),
            Integer.toString(at.answeredAnswerable()),
            Integer.toString(at.refusedAnswerable()),
            Integer.toString(at.answeredUnanswerable()),
            Integer.toString(at.refusedUnanswerable()),
            AnswersCommand.percent(at.balancedAccuracy())));
  }

  private static List<Refusals.Scored> scored(List<AnswersBench.Asked> asked, double[] weights) {
    return asked.stream()
        .map(
            a ->
                new Refusals.Scored(
                    Logistic.probability(weights, a.best().orElseThrow().features().evidence()),
                    a.question().answerable()))
        .toList();
  }

  /** Half of the articles, drawn by the seed. */
  private Set<String> half() {
    Set<String> articles = new TreeSet<>();
    all.forEach(a -> articles.add(a.question().article()));
    List<String> shuffled = new ArrayList<>(articles);
    Collections.shuffle(shuffled, new Random(seed));
    return new TreeSet<>(shuffled.subList(0, shuffled.size() / 2));
  }
}
