package io.pinakes.benchmarks.ann;

import io.pinakes.vectorstore.lucene.GraphShape;
import io.pinakes.vectorstore.lucene.Quantisation;
import io.pinakes.vectorstore.lucene.VectorIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Measures our indexes over one data set: graphs by packing and beam, and comparing all beside. The
 * graph is always walked, however small the data.
 */
public final class AnnBench {
  private final AnnData data;
  private final int k;
  private final Throughput throughput;
  private final Consumer<AnnPoint> progress;

  /**
   * What one index was and did.
   *
   * @param name such as {@code pinakes int4}
   * @param buildSeconds building and merging into one segment
   * @param bytes of its vector files by extension
   */
  public record Built(
      String name, double buildSeconds, Map<String, Long> bytes, List<AnnPoint> points) {}

  /**
   * Prepares.
   *
   * @param progress is told of each point when it has been measured
   */
  public AnnBench(AnnData data, int k, Throughput throughput, Consumer<AnnPoint> progress) {
    this.data = data;
    this.k = k;
    this.throughput = throughput;
    this.progress = progress;
  }

  /** Returns the true neighbours of each question: those given, or found by comparing all. */
  List<int[]> truth(Path folder) throws IOException {
    if (data.truth().isPresent()) {
      return data.truth().get().stream().map(some -> Arrays.copyOf(some, k)).toList();
    }
    List<int[]> truth = new ArrayList<>();
    try (VectorIndex index = flat(folder)) {
      for (float[] query : data.queries()) {
        truth.add(index.compareAll(query, k));
      }
    }
    return truth;
  }

  /** Measures comparing all in full precision. */
  AnnPoint exact(Path folder, List<int[]> truth) throws IOException, InterruptedException {
    try (VectorIndex index = flat(folder)) {
      double recall = 0;
      for (int i = 0; i < truth.size(); i++) {
        recall += found(index.compareAll(data.queries().get(i), k), truth.get(i));
      }
      double qps =
          throughput.measure(
              data.queries().size(), i -> index.compareAll(data.queries().get(i), k));
      double bytes = index.bytes().getOrDefault("vec", 0L) / (double) index.size();
      return told(new AnnPoint("pinakes exact", 0, 0, recall / truth.size(), qps, bytes));
    }
  }

  /**
   * Builds an index and measures it at each beam.
   *
   * @param rescore candidates ranked in full precision, as a share of the beam
   */
  Built graph(Path folder, GraphShape shape, List<Integer> beams, double rescore, List<int[]> truth)
      throws IOException, InterruptedException {
    String name = "pinakes " + shape.quantisation().name().toLowerCase(Locale.ROOT);
    long start = System.nanoTime();
    try (VectorIndex index = VectorIndex.build(folder, data.base(), data.metric(), shape)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      Map<String, Long> bytes = index.bytes();
      boolean packed = shape.quantisation() != Quantisation.FLOAT32;
      long hot = bytes.getOrDefault("vex", 0L) + bytes.getOrDefault(packed ? "veq" : "vec", 0L);
      List<AnnPoint> points = new ArrayList<>();
      int widest = Math.max(k, beams.stream().mapToInt(Integer::intValue).max().orElse(k));
      throughput.warmUp(
          data.queries().size(), i -> index.walk(data.queries().get(i), k, widest, widest));
      for (int beam : beams) {
        int width = Math.max(beam, k);
        int rescored = Math.max(k, (int) Math.ceil(width * rescore));
        points.add(point(index, name, width, rescored, hot / (double) index.size(), truth));
      }
      return new Built(name, seconds, bytes, points);
    }
  }

  private AnnPoint point(
      VectorIndex index, String name, int beam, int rescored, double hot, List<int[]> truth)
      throws IOException, InterruptedException {
    double recall = 0;
    for (int i = 0; i < truth.size(); i++) {
      recall += found(index.walk(data.queries().get(i), k, beam, rescored), truth.get(i));
    }
    double qps =
        throughput.measure(
            data.queries().size(), i -> index.walk(data.queries().get(i), k, beam, rescored));
    return told(new AnnPoint(name, beam, rescored, recall / truth.size(), qps, hot));
  }

  private AnnPoint told(AnnPoint point) {
    progress.accept(point);
    return point;
  }

  private VectorIndex flat(Path folder) throws IOException {
    Path flat = folder.resolve("exact");
    return Files.exists(flat)
        ? VectorIndex.open(flat, data.metric())
        : VectorIndex.build(
            flat,
            data.base(),
            data.metric(),
            new GraphShape(Quantisation.FLOAT32, 16, 100, Integer.MAX_VALUE, 1));
  }

  private double found(int[] given, int[] truth) {
    Set<Integer> wanted = new LinkedHashSet<>();
    for (int number : truth) {
      wanted.add(number);
    }
    int hits = 0;
    for (int number : given) {
      hits += wanted.contains(number) ? 1 : 0;
    }
    return hits / (double) k;
  }
}
