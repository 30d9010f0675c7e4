package io.pinakes.benchmarks.ann;

import io.pinakes.benchmarks.OtherKindException;
import io.pinakes.vectorstore.Cosine;
import io.pinakes.vectorstore.lucene.VectorMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What is searched, what is asked, and what the answers are.
 *
 * @param base the vectors; of length one for cosine
 * @param queries the questions, likewise
 * @param truth for each question the numbers of its true neighbours, nearest first; empty if they
 *     are to be found by comparing all
 * @param metric what near means
 */
public record AnnData(
    List<float[]> base, List<float[]> queries, Optional<List<int[]>> truth, VectorMetric metric) {

  /**
   * Which part of a data set is taken.
   *
   * @param baseLimit vectors, from the start
   * @param queryLimit questions, from the start
   * @param rawDimension dimension of files that do not say it; 0 for none
   * @param seed which vectors become questions where there is no file of them
   */
  public record Part(int baseLimit, int queryLimit, int rawDimension, long seed) {}

  /** Reads a folder with {@code *base.fvecs}, {@code *query.fvecs}, {@code *groundtruth.ivecs}. */
  static AnnData folder(Path folder, VectorMetric metric, Part part) throws IOException {
    Path base =
        ending(folder, "base.fvecs")
            .orElseThrow(() -> new OtherKindException("no *base.fvecs in [" + folder + "]"));
    Optional<Path> queries = ending(folder, "query.fvecs");
    Optional<Path> truth = ending(folder, "groundtruth.ivecs");
    return queries.isEmpty()
        ? file(base, metric, part)
        : files(base, queries.get(), truth, metric, part);
  }

  /** Reads one file, of which some vectors become the questions and are not searched. */
  static AnnData file(Path file, VectorMetric metric, Part part) throws IOException {
    return drawn(file.toString(), read(file, Integer.MAX_VALUE, part), metric, part);
  }

  /** Takes vectors of which some become the questions and are not searched. */
  static AnnData drawn(String name, List<float[]> vectors, VectorMetric metric, Part part)
      throws IOException {
    List<float[]> all = new ArrayList<>(vectors);
    if (all.size() <= part.queryLimit()) {
      throw new OtherKindException(
          "["
              + name
              + "] has ["
              + all.size()
              + "] vectors, too few to ask ["
              + part.queryLimit()
              + "] of them");
    }
    Collections.shuffle(all, new Random(part.seed()));
    List<float[]> queries = all.subList(0, part.queryLimit());
    List<float[]> rest = all.subList(part.queryLimit(), all.size());
    return of(
        rest.subList(0, Math.min(rest.size(), part.baseLimit())),
        queries,
        Optional.empty(),
        metric);
  }

  /** Reads a file each. Given neighbours hold only for the whole base. */
  static AnnData files(
      Path base, Path queries, Optional<Path> truth, VectorMetric metric, Part part)
      throws IOException {
    List<float[]> vectors = read(base, part.baseLimit(), part);
    List<float[]> asked = read(queries, part.queryLimit(), part);
    boolean whole = vectors.size() < part.baseLimit();
    Optional<List<int[]>> known =
        truth.isPresent() && whole
            ? Optional.of(VectorFiles.readIvecs(truth.get(), asked.size()))
            : Optional.empty();
    return of(vectors, asked, known, metric);
  }

  private static AnnData of(
      List<float[]> base, List<float[]> queries, Optional<List<int[]>> truth, VectorMetric metric)
      throws IOException {
    if (base.isEmpty() || queries.isEmpty()) {
      throw new IOException("no vectors, or no questions");
    }
    int dimension = base.get(0).length;
    if (queries.get(0).length != dimension) {
      throw new IOException(
          "vectors of [" + dimension + "], questions of [" + queries.get(0).length + "]");
    }
    if (metric == VectorMetric.EUCLIDEAN) {
      return new AnnData(base, queries, truth, metric);
    }
    return new AnnData(unit(base, dimension), unit(queries, dimension), truth, metric);
  }

  private static List<float[]> unit(List<float[]> vectors, int dimension) {
    List<float[]> unit = new ArrayList<>(vectors.size());
    vectors.forEach(vector -> unit.add(Cosine.normalised(vector, dimension)));
    return unit;
  }

  private static List<float[]> read(Path file, int limit, Part part) throws IOException {
    return part.rawDimension() > 0
        ? VectorFiles.readRaw(file, part.rawDimension(), limit)
        : VectorFiles.readFvecs(file, limit);
  }

  private static Optional<Path> ending(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(end)).sorted().findFirst();
    }
  }
}
