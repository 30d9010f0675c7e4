package io.pinakes.benchmarks.chunking;

import io.pinakes.ingest.embed.Embedder;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The vectors of texts, each text embedded once in the life of this object: many settings give some
 * equal passages. One text a call, as many callers as cores.
 */
final class Vectors implements AutoCloseable {
  private final Embedder embedder;
  private final ExecutorService callers;
  private final Map<String, float[]> passages = new ConcurrentHashMap<>();
  private final Map<String, float[]> questions = new ConcurrentHashMap<>();

  Vectors(Embedder embedder) {
    this.embedder = embedder;
    this.callers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  }

  List<float[]> passages(List<String> texts) throws InterruptedException {
    return all(texts, passages, embedder::embedPassage);
  }

  List<float[]> questions(List<String> texts) throws InterruptedException {
    return all(texts, questions, embedder::embedQuery);
  }

  private List<float[]> all(
      Collection<String> texts, Map<String, float[]> known, Function<String, float[]> embed)
      throws InterruptedException {
    List<Future<?>> running =
        new LinkedHashSet<>(texts)
            .stream()
                .filter(text -> !known.containsKey(text))
                .<Future<?>>map(text -> callers.submit(() -> known.put(text, embed.apply(text))))
                .toList();
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a text could not be embedded", e.getCause());
      }
    }
    return texts.stream().map(text -> known.getOrDefault(text, new float[0])).toList();
  }

  /** The indexes of the vectors nearest to {@code question}, the nearest first, exactly. */
  static int[] nearest(float[] question, List<float[]> vectors, int count) {
    float[] scores = new float[vectors.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = dot(question, vectors.get(i));
    }
    // Ties by place, so that a run can be repeated.
    return java.util.stream.IntStream.range(0, scores.length)
        .boxed()
        .sorted(
            (a, b) ->
                scores[a] != scores[b]
                    ? Float.compare(scores[b], scores[a])
                    : Integer.compare(a, b))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void close() {
    callers.close();
    embedder.close();
  }
}
