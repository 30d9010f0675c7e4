package io.pinakes.benchmarks.retrieval;

import io.pinakes.benchmarks.metrics.Evaluation;
import io.pinakes.benchmarks.metrics.Qrels;
import io.pinakes.benchmarks.metrics.Run;
import io.pinakes.query.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the judged questions of a collection and measures the rankings. */
public final class RetrievalBench {
  private RetrievalBench() {}

  /**
   * One measured mode.
   *
   * @param unit {@code document} or {@code chunk}
   * @param mode which rankings
   * @param model the model's name
   * @param seconds asking all questions on all cores, indexing not counted
   * @param run the rankings
   * @param evaluation what they measure
   * @param description how the corpus was made ready
   */
  public record Result(
      String unit,
      Mode mode,
      String model,
      double seconds,
      Run run,
      Evaluation evaluation,
      Map<String, Object> description) {}

  /** A question with the documents found for it. */
  private record Answered(String query, List<Run.Entry> entries) {}

  /**
   * Asks all judged questions. A result that bears the question's own identifier is dropped, as
   * BEIR does: in some of its collections the questions are documents.
   *
   * @throws IOException if a judged question has no text
   */
  static Result measure(
      String unit, Corpus corpus, String model, Mode mode, Map<String, String> queries, Qrels qrels)
      throws IOException, InterruptedException {
    for (String query : qrels.queries()) {
      if (!queries.containsKey(query)) {
        throw new IOException(
            "query [" + query + "] is judged, but queries.jsonl does not have it");
      }
    }
    long start = System.nanoTime();
    List<Answered> answered = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Answered>> futures = new ArrayList<>();
      for (String query : qrels.queries()) {
        String question = queries.getOrDefault(query, "");
        futures.add(pool.submit(() -> ask(corpus, mode, query, question)));
      }
      for (Future<Answered> future : futures) {
        answered.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a question could not be asked: " + e.getCause(), e.getCause());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Run run = new Run();
    answered.forEach(a -> run.add(a.query(), a.entries()));
    return new Result(
        unit, mode, model, seconds, run, Evaluation.of(run, qrels), corpus.description());
  }

  private static Answered ask(Corpus corpus, Mode mode, String query, String question)
      throws IOException {
    List<Run.Entry> entries = new ArrayList<>();
    if (!question.isBlank()) {
      corpus
          .rank(question, mode)
          .forEach(
              (document, score) -> {
                if (!document.equals(query)) {
                  entries.add(new Run.Entry(document, score));
                }
              });
    }
    return new Answered(query, entries);
  }

  /** The modes of {@code --mode}: one, or all three. */
  public static List<Mode> modes(String word) {
    return word.equals("all")
        ? List.of(Mode.TEXT, Mode.VECTOR, Mode.HYBRID)
        : Arrays.stream(Mode.values()).filter(m -> m.label().equals(word)).toList();
  }
}
