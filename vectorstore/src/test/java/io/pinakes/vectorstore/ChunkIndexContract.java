package io.pinakes.vectorstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pinakes.core.testing.SeededTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What every {@link ChunkIndex} keeps. */
public abstract class ChunkIndexContract {
  protected static final int DIMENSION = 8;
  protected static final IndexOptions OPTIONS = IndexOptions.of("test-model", DIMENSION);

  /** Opens an empty index. */
  protected abstract ChunkIndex open(IndexOptions options) throws IOException;

  @Test
  void nothingIsVisibleBeforeTheCommitAndAllOfItAfter() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      assertThat(index.manifest()).isEmpty();
      assertThatThrownBy(index::snapshot).isInstanceOf(IllegalStateException.class);
      try (IndexUpdate update = index.begin()) {
        put(update, "c1", "swept wing", axis(0), "d1");
        assertThatThrownBy(index::snapshot).isInstanceOf(IllegalStateException.class);
        update.commit("m1");
      }
      assertThat(index.manifest()).contains("m1");
      try (IndexSnapshot snapshot = index.snapshot()) {
        assertThat(snapshot.manifest()).isEqualTo("m1");
        assertThat(snapshot.chunks()).isEqualTo(1);
        assertThat(snapshot.text("wing", 5, Filter.NONE)).hasSize(1);
        assertThat(snapshot.vector(axis(0), 5, Filter.NONE)).hasSize(1);
      }
    }
  }

  @Test
  void anUpdateThatIsClosedIsForgotten() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      commit(index, "m1", update -> put(update, "c1", "one", axis(0), "d1"));
      try (IndexUpdate update = index.begin()) {
        put(update, "c2", "two", axis(1), "d1");
        update.removeChunk("c1");
      }
      commit(index, "m2", update -> put(update, "c3", "three", axis(2), "d1"));
      try (IndexSnapshot snapshot = index.snapshot()) {
        assertThat(chunksOf(snapshot)).containsExactly("c1", "c3");
      }
    }
  }

  @Test
  void aSnapshotStaysAsItWas() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      commit(index, "m1", update -> put(update, "c1", "delta wing", axis(0), "d1"));
      try (IndexSnapshot old = index.snapshot()) {
        commit(index, "m2", update -> update.removeChunk("c1"));
        assertThat(old.manifest()).isEqualTo("m1");
        assertThat(old.text("wing", 5, Filter.NONE)).hasSize(1);
        assertThat(old.chunk("c1")).isPresent();
        try (IndexSnapshot fresh = index.snapshot()) {
          assertThat(fresh.manifest()).isEqualTo("m2");
          assertThat(fresh.text("wing", 5, Filter.NONE)).isEmpty();
          assertThat(fresh.vector(axis(0), 5, Filter.NONE)).isEmpty();
          assertThat(fresh.chunk("c1")).isEmpty();
        }
      }
    }
  }

  @Test
  void oneChangeAtATime() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      try (IndexUpdate update = index.begin()) {
        assertThatThrownBy(index::begin)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("under way");
        update.commit("m1");
        assertThatThrownBy(() -> update.removeChunk("c"))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("ended");
        assertThatThrownBy(() -> update.commit("m2")).isInstanceOf(IllegalStateException.class);
      }
      commit(index, "m2", update -> {});
      assertThat(index.manifest()).contains("m2");
    }
  }

  @Test
  void aClosedIndexOrSnapshotSaysSo() throws IOException {
    ChunkIndex index = open(OPTIONS);
    commit(index, "m1", update -> put(update, "c1", "one", axis(0), "d1"));
    IndexSnapshot snapshot = index.snapshot();
    snapshot.close();
    snapshot.close();
    assertThatThrownBy(() -> snapshot.text("one", 1, Filter.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    index.close();
    index.close();
    assertThatThrownBy(index::manifest).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(index::begin).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void vectorsAreRankedByCosineWhateverTheirLength() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      commit(
          index,
          "m1",
          update -> {
            put(update, "near", "x", scaled(add(axis(0), axis(1), 0.1f), 40), "d1");
            put(update, "same", "x", scaled(axis(0), 0.01f), "d1");
            put(update, "across", "x", axis(1), "d1");
            put(update, "against", "x", scaled(axis(0), -3), "d1");
          });
      try (IndexSnapshot snapshot = index.snapshot()) {
        List<ScoredChunk> hits = snapshot.vector(scaled(axis(0), 7), 4, Filter.NONE);
        assertThat(hits)
            .extracting(ScoredChunk::chunk)
            .containsExactly("same", "near", "across", "against");
        assertThat(hits).extracting(ScoredChunk::rank).containsExactly(1, 2, 3, 4);
        assertThat(hits.get(0).score()).isEqualTo(1f);
        assertThat(hits.get(1).score()).isCloseTo(0.99504f, within(1e-4f));
        assertThat(hits.get(2).score()).isZero();
        assertThat(hits.get(3).score()).isEqualTo(-1f);
      }
    }
  }

  @Test
  void equalScoresAreOrderedByTheTextOfTheChunk() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      // Over the margin that an implementation may look beyond what was asked, and out of order.
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        names.add(String.format("c%03d", i * 7 % 300));
      }
      commit(
          index,
          "m1",
          update -> {
            for (String name : names) {
              put(update, name, "flutter", axis(3), "d1");
            }
          });
      try (IndexSnapshot snapshot = index.snapshot()) {
        List<String> expected = names.stream().sorted().limit(10).toList();
        assertThat(snapshot.vector(axis(3), 10, Filter.NONE))
            .extracting(ScoredChunk::chunk)
            .isEqualTo(expected);
        assertThat(snapshot.text("flutter", 10, Filter.NONE))
            .extracting(ScoredChunk::chunk)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void vectorsWithoutADirectionAreRefused() throws IOException {
    try (ChunkIndex index = open(OPTIONS);
        IndexUpdate update = index.begin()) {
      float[] wrong = axis(0);
      for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        wrong[3] = value;
        assertThatThrownBy(() -> put(update, "c", "x", wrong, "d1"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("not finite");
      }
      assertThatThrownBy(() -> put(update, "c", "x", new float[DIMENSION], "d1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("zero");
      assertThatThrownBy(() -> put(update, "c", "x", new float[DIMENSION + 1], "d1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[9] components");
      put(update, "c", "x", axis(0), "d1");
      update.commit("m1");
      try (IndexSnapshot snapshot = index.snapshot()) {
        assertThatThrownBy(() -> snapshot.vector(new float[DIMENSION], 1, Filter.NONE))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> snapshot.vector(new float[2], 1, Filter.NONE))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> snapshot.vector(axis(0), 0, Filter.NONE))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> snapshot.text("x", IndexLimits.MAX_HITS + 1, Filter.NONE))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aQuestionIsDataWhateverStandsInIt() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      commit(index, "m1", update -> put(update, "c1", "delta wing flutter", axis(0), "d1"));
      try (IndexSnapshot snapshot = index.snapshot()) {
        for (String question :
            List.of(
                "wing AND (NOT [",
                "\"wing",
                "text: wing^^ ~!",
                "wing* OR w?ng -delta +",
                "\\wing\\",
                "{wing TO *]",
                "wing && || /wing/")) {
          assertThat(snapshot.text(question, 5, Filter.NONE)).as(question).hasSize(1);
        }
        assertThat(snapshot.text("", 5, Filter.NONE)).isEmpty();
        assertThat(snapshot.text(" \t\u0000?!*", 5, Filter.NONE)).isEmpty();
        assertThat(snapshot.text("\ud800 wing", 5, Filter.NONE)).hasSize(1);
        StringBuilder pasted = new StringBuilder("wing");
        for (int i = 0; i < 50_000; i++) {
          pasted.append(" word").append(i);
        }
        assertThat(snapshot.text(pasted.toString(), 5, Filter.NONE)).hasSize(1);
      }
    }
  }

  @Test
  void textIsScoredByTheFormula() throws IOException {
    IndexOptions options = OPTIONS.withScoring(new TextScoring(1.2f, 0.75f, 0));
    try (ChunkIndex index = open(options)) {
      commit(
          index,
          "m1",
          update -> {
            put(update, "c1", "wing wing tail", axis(0), "d1");
            put(update, "c2", "tail", axis(1), "d1");
            put(update, "c3", "engine nacelle", axis(2), "d1");
          });
      // Lengths 3, 1, 2: two on average. Wing is in one of three, tail in two.
      double wing = Math.log(1 + 2.5 / 1.5) * 2 / (2 + 1.2 * (0.25 + 0.75 * 1.5));
      double longTail = Math.log(1 + 1.5 / 2.5) / (1 + 1.2 * (0.25 + 0.75 * 1.5));
      double shortTail = Math.log(1 + 1.5 / 2.5) / (1 + 1.2 * (0.25 + 0.75 * 0.5));
      try (IndexSnapshot snapshot = index.snapshot()) {
        List<ScoredChunk> hits = snapshot.text("wing tail", 5, Filter.NONE);
        assertThat(hits).extracting(ScoredChunk::chunk).containsExactly("c1", "c2");
        assertThat(hits.get(0).score()).isCloseTo((float) (wing + longTail), within(1e-5f));
        assertThat(hits.get(1).score()).isCloseTo((float) shortTail, within(1e-5f));
        float twice = snapshot.text("wing wing", 5, Filter.NONE).get(0).score();
        assertThat(twice).isCloseTo((float) (2 * wing), within(1e-5f));
      }
    }
  }

  @Test
  void theContextLineCountsTwiceIfItIsBoosted() throws IOException {
    IndexUpdateStep chunks =
        update -> {
          put(update, "body", "Engines\nwing", axis(0), "d1");
          put(update, "title", "Wing\nengines", axis(1), "d1");
        };
    try (ChunkIndex plain = open(OPTIONS)) {
      commit(plain, "m1", chunks);
      try (IndexSnapshot snapshot = plain.snapshot()) {
        List<ScoredChunk> hits = snapshot.text("wing", 5, Filter.NONE);
        assertThat(hits).extracting(ScoredChunk::chunk).containsExactly("body", "title");
        assertThat(hits.get(0).score()).isEqualTo(hits.get(1).score());
      }
    }
    try (ChunkIndex boosted = open(OPTIONS.withScoring(new TextScoring(0.9f, 0.4f, 0.5f)))) {
      commit(boosted, "m1", chunks);
      try (IndexSnapshot snapshot = boosted.snapshot()) {
        assertThat(snapshot.text("wing", 5, Filter.NONE))
            .extracting(ScoredChunk::chunk)
            .containsExactly("title", "body");
      }
    }
  }

  @Test
  void aFilterDecidesBeforeTheSearch() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      commit(
          index,
          "m1",
          update -> {
            for (int i = 0; i < 40; i++) {
              update.putDocument(document("d" + i, i == 7 ? "wing/a.md" : "tail/" + i + ".md"));
              put(update, String.format("c%02d", i), "flutter", add(axis(0), axis(1), i), "d" + i);
            }
          });
      try (IndexSnapshot snapshot = index.snapshot()) {
        Filter wing = Filter.parse("path=wing/**");
        // The seventh is far from the best, and would not survive a filter after the search.
        assertThat(snapshot.vector(axis(0), 3, wing))
            .extracting(ScoredChunk::chunk)
            .containsExactly("c07");
        assertThat(snapshot.text("flutter", 3, wing))
            .extracting(ScoredChunk::chunk)
            .containsExactly("c07");
        assertThat(snapshot.plan(3, wing).candidates()).isEqualTo(1);
        assertThat(snapshot.vector(axis(0), 3, Filter.parse("path=fin/**"))).isEmpty();
        assertThat(snapshot.text("flutter", 3, Filter.parse("path=fin/**"))).isEmpty();
      }
    }
  }

  @Test
  void theClausesOfAFilterMustHoldForOneDocument() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      commit(
          index,
          "m1",
          update -> {
            update.putDocument(
                new IndexedDocument(
                    "d1", "s/a.md", "text/markdown", opt("en"), opt("2023"), opt("A")));
            update.putDocument(
                new IndexedDocument(
                    "d2", "s/b.pdf", "application/pdf", opt("de"), opt("2024-06-01"), opt("B")));
            update.putChunk(new IndexedChunk("both", "x", opt("en"), axis(0), List.of("d1", "d2")));
          });
      try (IndexSnapshot snapshot = index.snapshot()) {
        assertThat(found(snapshot, "type=pdf", "lang=de")).containsExactly("both");
        assertThat(found(snapshot, "type=pdf", "lang=en")).isEmpty();
        assertThat(found(snapshot, "type!=pdf", "date<2024")).containsExactly("both");
        assertThat(found(snapshot, "type!=pdf", "date>=2024")).isEmpty();
        assertThat(found(snapshot, "type=pdf,markdown", "date=2024")).containsExactly("both");
      }
    }
  }

  @Test
  void aDocumentMayStandAtTwoPaths() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      commit(
          index,
          "m1",
          update -> {
            update.putDocument(document("d1", "s/new/a.md"));
            update.putDocument(document("d1", "s/old/a.md"));
            put(update, "c1", "wing", axis(0), "d1");
          });
      try (IndexSnapshot snapshot = index.snapshot()) {
        assertThat(snapshot.documents()).isEqualTo(2);
        assertThat(snapshot.document("d1"))
            .extracting(IndexedDocument::path)
            .containsExactly("s/new/a.md", "s/old/a.md");
        assertThat(found(snapshot, "path=old/**")).containsExactly("c1");
        assertThat(found(snapshot, "path!=old/**")).containsExactly("c1");
      }
      commit(index, "m2", update -> update.removeDocument("d1", "s/old/a.md"));
      try (IndexSnapshot snapshot = index.snapshot()) {
        assertThat(snapshot.documents()).isEqualTo(1);
        assertThat(found(snapshot, "path=old/**")).isEmpty();
        assertThat(found(snapshot, "path=new/**")).containsExactly("c1");
      }
    }
  }

  @Test
  void aChunkIsLinkedAnewWithoutItsText() throws IOException {
    try (ChunkIndex index = open(OPTIONS)) {
      commit(
          index,
          "m1",
          update -> {
            update.putDocument(document("d1", "s/a.md"));
            update.putDocument(document("d2", "s/b.md"));
            put(update, "c1", "Title\nwing", add(axis(0), axis(5), 0.3f), "d1");
          });
      IndexedChunk before;
      try (IndexSnapshot snapshot = index.snapshot()) {
        before = snapshot.chunk("c1").orElseThrow();
      }
      commit(
          index,
          "m2",
          update -> {
            assertThat(update.relinkChunk("c1", List.of("d2", "d1", "d2"))).isTrue();
            assertThat(update.relinkChunk("missing", List.of("d2"))).isFalse();
          });
      try (IndexSnapshot snapshot = index.snapshot()) {
        IndexedChunk after = snapshot.chunk("c1").orElseThrow();
        assertThat(after.documents()).containsExactly("d1", "d2");
        assertThat(after.vector()).isEqualTo(before.vector());
        assertThat(after.text()).isEqualTo("Title\nwing");
        assertThat(after.language()).contains("en");
        assertThat(found(snapshot, "path=b.md")).containsExactly("c1");
        assertThat(snapshot.text("wing", 2, Filter.NONE)).hasSize(1);
      }
    }
  }

  @SeededTest(times = 12)
  void anyHistoryAnswersLikeTheYardstick(RandomGenerator random) throws IOException {
    try (ChunkIndex index = open(OPTIONS);
        MemoryChunkIndex yardstick = new MemoryChunkIndex(OPTIONS, analysis())) {
      int versions = 1 + random.nextInt(6);
      for (int version = 1; version <= versions; version++) {
        List<IndexUpdateStep> steps = steps(random, 1 + random.nextInt(60));
        for (ChunkIndex each : List.of(index, yardstick)) {
          commit(
              each,
              "m" + version,
              update -> {
                for (IndexUpdateStep step : steps) {
                  step.on(update);
                }
              });
        }
      }
      try (IndexSnapshot ours = index.snapshot();
          IndexSnapshot truth = yardstick.snapshot()) {
        assertThat(chunksOf(ours)).isEqualTo(chunksOf(truth));
        assertThat(ours.chunks()).isEqualTo(truth.chunks());
        assertThat(ours.documents()).isEqualTo(truth.documents());
        for (int i = 0; i < 20; i++) {
          assertSameAnswers(ours, truth, random);
        }
      }
    }
  }

  /** The analysis that the index under test uses. */
  protected abstract TextAnalysis analysis();

  private static void assertSameAnswers(
      IndexSnapshot ours, IndexSnapshot truth, RandomGenerator random) throws IOException {
    Filter filter = filter(random);
    int k = 1 + random.nextInt(30);
    float[] query = vector(random);
    assertThat(ours.vector(query, k, filter))
        .as("vector, %s", filter)
        .isEqualTo(truth.vector(query, k, filter));
    String question = words(random, 1 + random.nextInt(4));
    List<ScoredChunk> expected = truth.text(question, 1_000, filter);
    List<ScoredChunk> given = ours.text(question, 1_000, filter);
    assertThat(given.stream().map(ScoredChunk::chunk).sorted())
        .as("text [%s], %s", question, filter)
        .isEqualTo(expected.stream().map(ScoredChunk::chunk).sorted().toList());
    for (int i = 0; i < given.size(); i++) {
      assertThat(given.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-4f));
    }
    String chunk = "c" + random.nextInt(40);
    assertThat(ours.chunk(chunk)).isEqualTo(truth.chunk(chunk));
    String document = "d" + random.nextInt(8);
    assertThat(ours.document(document)).isEqualTo(truth.document(document));
  }

  // What follows makes data; it asserts nothing.

  /** One step of a change. */
  protected interface IndexUpdateStep {
    void on(IndexUpdate update) throws IOException;
  }

  private static final List<String> WORDS =
      List.of("wing", "tail", "flutter", "engine", "swept", "nacelle", "drag", "lift");
  private static final List<String> PATHS =
      List.of("s/wing/a.md", "s/wing/deep/b.md", "s/tail/c.pdf", "t/wing/d.md", "t/e.txt");

  protected static List<IndexUpdateStep> steps(RandomGenerator random, int count) {
    List<IndexUpdateStep> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String chunk = "c" + random.nextInt(40);
      String key = "d" + random.nextInt(8);
      String path = PATHS.get(random.nextInt(PATHS.size()));
      List<String> keys = List.of(key, "d" + random.nextInt(8));
      switch (random.nextInt(8)) {
        case 0 -> steps.add(update -> update.removeChunk(chunk));
        case 1 -> steps.add(update -> update.removeDocument(key, path));
        case 2, 3 -> {
          IndexedDocument document = document(random, key, path);
          steps.add(update -> update.putDocument(document));
        }
        case 4 -> steps.add(update -> update.relinkChunk(chunk, keys));
        default -> {
          Optional<String> language = random.nextInt(3) == 0 ? Optional.empty() : opt("en");
          IndexedChunk put =
              new IndexedChunk(
                  chunk, words(random, random.nextInt(30)), language, vector(random), keys);
          steps.add(update -> update.putChunk(put));
        }
      }
    }
    return steps;
  }

  private static IndexedDocument document(RandomGenerator random, String key, String path) {
    return new IndexedDocument(
        key,
        path,
        List.of("text/markdown", "application/pdf", "text/plain").get(random.nextInt(3)),
        random.nextBoolean()
            ? opt(List.of("en", "de", "pt-BR").get(random.nextInt(3)))
            : Optional.empty(),
        random.nextBoolean()
            ? opt(List.of("2023", "2024-05-31", "2024-02-01T10:00:00Z").get(random.nextInt(3)))
            : Optional.empty(),
        Optional.empty());
  }

  protected static Filter filter(RandomGenerator random) {
    List<String> all =
        List.of(
            "path=wing/**",
            "path!=*.md",
            "path=/t/**,tail",
            "type=markdown",
            "type!=text/*",
            "lang=en,pt",
            "lang!=en",
            "date>=2024",
            "date<2024-03",
            "date!=2023");
    List<String> chosen = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      chosen.add(all.get(random.nextInt(all.size())));
    }
    return Filter.parse(chosen);
  }

  protected static String words(RandomGenerator random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(i == 1 ? "\n" : " ");
    }
    return text.toString();
  }

  protected static float[] vector(RandomGenerator random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      // Few values, so that equal cosines occur.
      vector[i] = random.nextInt(-2, 3);
    }
    vector[random.nextInt(DIMENSION)] += 3;
    return vector;
  }

  protected static void commit(ChunkIndex index, String manifest, IndexUpdateStep step)
      throws IOException {
    try (IndexUpdate update = index.begin()) {
      step.on(update);
      update.commit(manifest);
    }
  }

  protected static void put(
      IndexUpdate update, String chunk, String text, float[] vector, String document)
      throws IOException {
    update.putChunk(new IndexedChunk(chunk, text, opt("en"), vector, List.of(document)));
  }

  protected static IndexedDocument document(String key, String path) {
    return new IndexedDocument(
        key, path, "text/markdown", opt("en"), Optional.empty(), Optional.empty());
  }

  protected static List<String> chunksOf(IndexSnapshot snapshot) throws IOException {
    List<String> chunks = new ArrayList<>();
    snapshot.forEachChunk(chunks::add);
    chunks.sort(null);
    return chunks;
  }

  private static List<String> found(IndexSnapshot snapshot, String... filters) throws IOException {
    return snapshot.vector(axis(0), 10, Filter.parse(Arrays.asList(filters))).stream()
        .map(ScoredChunk::chunk)
        .toList();
  }

  protected static float[] axis(int axis) {
    float[] vector = new float[DIMENSION];
    vector[axis] = 1;
    return vector;
  }

  private static float[] add(float[] a, float[] b, float times) {
    float[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += times * b[i];
    }
    return sum;
  }

  private static float[] scaled(float[] vector, float times) {
    float[] scaled = vector.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= times;
    }
    return scaled;
  }

  private static Optional<String> opt(String value) {
    return Optional.of(value);
  }
}
