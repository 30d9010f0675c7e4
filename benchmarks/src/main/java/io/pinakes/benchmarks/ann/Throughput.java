package io.pinakes.benchmarks.ann;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many questions a second some threads answer.
 *
 * @param threads that ask at once
 * @param runs of which the median counts, after one that warms up
 * @param seconds each run lasts
 */
public record Throughput(int threads, int runs, double seconds) {
  /** How many runs long the compiler is given before an index is measured for the first time. */
  private static final int WARM_RUNS = 4;

  /** Something to be asked over and over. */
  public interface Question {
    /** Asks the question of this number. */
    void ask(int number) throws IOException;
  }

  /** Checks the ranges. */
  public Throughput {
    if (threads < 1 || threads > 1_024 || runs < 1 || !(seconds > 0) || seconds > 3_600) {
      throw new IllegalArgumentException(
          "[" + threads + "] threads, [" + runs + "] runs of [" + seconds + "] seconds");
    }
  }

  /**
   * Measures.
   *
   * @param questions how many different ones there are
   * @return questions a second
   */
  double measure(int questions, Question question) throws IOException, InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      double[] rates = new double[runs];
      run(pool, questions, question);
      for (int i = 0; i < runs; i++) {
        rates[i] = run(pool, questions, question);
      }
      Arrays.sort(rates);
      return runs % 2 == 1 ? rates[runs / 2] : (rates[runs / 2 - 1] + rates[runs / 2]) / 2;
    }
  }

  /** Asks for as long as several runs, so that the first point of a curve is not the compiler's. */
  void warmUp(int questions, Question question) throws IOException, InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < WARM_RUNS; i++) {
        run(pool, questions, question);
      }
    }
  }

  private double run(ExecutorService pool, int questions, Question question)
      throws IOException, InterruptedException {
    AtomicLong asked = new AtomicLong();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Future<?>> askers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      askers.add(
          pool.submit(
              () -> {
                while (System.nanoTime() < end) {
                  question.ask((int) (asked.getAndIncrement() % questions));
                }
                return null;
              }));
    }
    for (Future<?> asker : askers) {
      try {
        asker.get();
      } catch (ExecutionException e) {
        throw new IOException("a question failed", e.getCause());
      }
    }
    return asked.get() / ((System.nanoTime() - start) / 1e9);
  }
}
