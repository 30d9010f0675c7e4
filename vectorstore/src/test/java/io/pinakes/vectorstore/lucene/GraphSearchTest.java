package io.pinakes.vectorstore.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.Cosine;
import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.IndexSnapshot;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.MemoryChunkIndex;
import io.pinakes.vectorstore.ScoredChunk;
import io.pinakes.vectorstore.VectorPlan;
import io.pinakes.vectorstore.WordAnalysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Graphs find what comparing all finds, nearly, with every way of packing and every filter. */
final class GraphSearchTest {
  private static final int DIMENSION = 96;
  private static final int CHUNKS = 3_000;
  private static final int K = 10;
  private static final IndexOptions OPTIONS = IndexOptions.of("model", DIMENSION);

  @TempDir private Path temporary;

  @ParameterizedTest
  @EnumSource(Quantisation.class)
  void recallHoldsForEveryPacking(Quantisation quantisation) throws IOException {
    RandomGenerator random = new Random(11);
    List<float[]> vectors = clustered(random, CHUNKS);
    try (VectorIndex index =
        VectorIndex.build(
            temporary.resolve(quantisation.name()),
            vectors,
            VectorMetric.COSINE,
            new GraphShape(quantisation, 16, 100, 0, 2))) {
      int found = 0;
      for (int i = 0; i < 50; i++) {
        float[] query = near(random, vectors.get(random.nextInt(CHUNKS)));
        Set<Integer> truth = new HashSet<>();
        for (int number : index.compareAll(query, K)) {
          truth.add(number);
        }
        for (int number : index.walk(query, K, 100, 50)) {
          found += truth.contains(number) ? 1 : 0;
        }
      }
      assertThat(found).isGreaterThanOrEqualTo(50 * K * 95 / 100);
      assertThat(index.bytes().get("vex")).isPositive();
    }
  }

  @SeededTest(times = 2)
  void recallHoldsUnderFiltersOfAnyWidth(RandomGenerator random) throws IOException {
    // No segment is compared whole unless a filter leaves less than a twentieth of it.
    LuceneOptions graphs =
        LuceneOptions.defaults()
            .withShape(new GraphShape(Quantisation.BIT1, 16, 100, 0, 2))
            .withTuning(new VectorTuning(0, 0.05, 0.4, 3.5, 50, 1, 1, 0));
    List<float[]> vectors = clustered(random, CHUNKS);
    try (LuceneChunkIndex index =
            LuceneChunkIndex.open(temporary.resolve("i" + random.nextLong()), OPTIONS, graphs);
        MemoryChunkIndex yardstick = new MemoryChunkIndex(OPTIONS, new WordAnalysis())) {
      fill(index, vectors);
      fill(yardstick, vectors);
      index.mergeAll();
      try (IndexSnapshot ours = index.snapshot();
          IndexSnapshot truth = yardstick.snapshot()) {
        assertThat(plan(ours, 1)).isEqualTo(new VectorPlan(30, CHUNKS, 30, 0, 0));
        assertThat(plan(ours, 20).graph()).isEqualTo(600);
        assertThat(plan(ours, 20).beam()).isEqualTo(210);
        assertThat(plan(ours, 80).beam()).isEqualTo(60);
        for (int percent : new int[] {1, 20, 80, 100}) {
          Filter filter = percent == 100 ? Filter.NONE : Filter.parse("date<=" + year(percent));
          assertThat(recall(ours, truth, filter, vectors, random))
              .as("%d percent", percent)
              .isGreaterThanOrEqualTo(percent == 1 ? 1.0 : 0.95);
        }
      }
    }
  }

  @SeededTest(times = 2)
  void recallHoldsWhereSegmentsFollowTopics(RandomGenerator random) throws IOException {
    // A segment a commit, unmerged, and each about one thing: all hits lie in one of four.
    LuceneOptions graphs =
        LuceneOptions.defaults()
            .withShape(new GraphShape(Quantisation.BIT1, 16, 100, 0, 2))
            .withTuning(new VectorTuning(0, 0, 0.4, 3.5, 10, 1, 1, 0));
    int k = 200;
    List<float[]> topics = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      topics.add(noise(random));
    }
    try (LuceneChunkIndex index =
        LuceneChunkIndex.open(temporary.resolve("i" + random.nextLong()), OPTIONS, graphs)) {
      for (int topic = 0; topic < 4; topic++) {
        try (IndexUpdate update = index.begin()) {
          for (int i = 0; i < 700; i++) {
            update.putChunk(
                new IndexedChunk(
                    topic + "-" + i,
                    "x",
                    Optional.empty(),
                    near(random, topics.get(topic)),
                    List.of("d")));
          }
          update.commit("m" + topic);
        }
      }
      try (IndexSnapshot snapshot = index.snapshot()) {
        assertThat(snapshot.plan(k, Filter.NONE).beam()).isLessThan(k);
        List<ScoredChunk> hits = snapshot.vector(topics.get(2), k, Filter.NONE);
        assertThat(hits).hasSize(k).allMatch(hit -> hit.chunk().startsWith("2-"));
      }
    }
  }

  private static VectorPlan plan(IndexSnapshot snapshot, int percent) throws IOException {
    return snapshot.plan(K, Filter.parse("date<=" + year(percent)));
  }

  private static double recall(
      IndexSnapshot ours,
      IndexSnapshot truth,
      Filter filter,
      List<float[]> vectors,
      RandomGenerator random)
      throws IOException {
    int found = 0;
    for (int i = 0; i < 40; i++) {
      float[] query = near(random, vectors.get(random.nextInt(CHUNKS)));
      List<ScoredChunk> expected = truth.vector(query, K, filter);
      Set<String> names = new HashSet<>(expected.stream().map(ScoredChunk::chunk).toList());
      for (ScoredChunk hit : ours.vector(query, K, filter)) {
        if (names.contains(hit.chunk())) {
          found++;
          // What is found has the very score that comparing gives.
          assertThat(expected)
              .anyMatch(e -> e.chunk().equals(hit.chunk()) && e.score() == hit.score());
        }
      }
    }
    return found / (40.0 * K);
  }

  private static void fill(ChunkIndex index, List<float[]> vectors) throws IOException {
    try (IndexUpdate update = index.begin()) {
      for (int i = 0; i < 100; i++) {
        update.putDocument(
            new IndexedDocument(
                "d" + i,
                "s/" + i,
                "text/plain",
                Optional.empty(),
                Optional.of(year(i + 1)),
                Optional.empty()));
      }
      for (int i = 0; i < vectors.size(); i++) {
        update.putChunk(
            new IndexedChunk(
                "c" + i, "x", Optional.empty(), vectors.get(i), List.of("d" + i % 100)));
      }
      update.commit("m");
    }
  }

  /** The year that this many in a hundred documents are not after. */
  private static String year(int percent) {
    return String.valueOf(1_900 + percent);
  }

  /** Points around centres, as embeddings are: for even noise no graph and no packing works. */
  private static List<float[]> clustered(RandomGenerator random, int count) {
    List<float[]> centres = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      centres.add(noise(random));
    }
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(near(random, centres.get(random.nextInt(centres.size()))));
    }
    return vectors;
  }

  private static float[] near(RandomGenerator random, float[] centre) {
    float[] vector = noise(random);
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = centre[i] + 0.6f * vector[i];
    }
    return Cosine.normalised(vector, DIMENSION);
  }

  private static float[] noise(RandomGenerator random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Cosine.normalised(vector, DIMENSION);
  }
}
