package io.pinakes.vectorstore.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.IndexDamagedException;
import io.pinakes.vectorstore.IndexLockedException;
import io.pinakes.vectorstore.IndexMismatchException;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.IndexSnapshot;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.ScoredChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an index in a folder is opened, replaced, copied, broken and built again. */
final class IndexLifeTest {
  private static final int DIMENSION = 16;
  private static final IndexOptions OPTIONS = IndexOptions.of("model-a", DIMENSION);
  private static final List<String> WORDS =
      List.of("wing", "tail", "flutter", "engine", "swept", "nacelle", "drag", "lift", "stall");

  @TempDir private Path temporary;

  @Test
  void aReaderSeesTheLastCommitWhileAWriterWorks() throws IOException {
    Path folder = temporary.resolve("index");
    try (ChunkIndex reader = LuceneChunkIndex.openReadOnly(folder, OPTIONS)) {
      assertThat(reader.manifest()).isEmpty();
      assertThatThrownBy(reader::begin).isInstanceOf(IllegalStateException.class);
      try (ChunkIndex writer = LuceneChunkIndex.open(folder, OPTIONS)) {
        assertThat(reader.manifest()).isEmpty();
        fill(writer, "m1", chunks(new Random(1), 20));
        assertThat(reader.manifest()).contains("m1");
        try (IndexSnapshot held = reader.snapshot();
            IndexUpdate update = writer.begin()) {
          update.removeChunk("c3");
          assertThat(reader.manifest()).contains("m1");
          update.commit("m2");
          assertThat(reader.manifest()).contains("m2");
          assertThat(held.chunks()).isEqualTo(20);
          assertThat(held.chunk("c3")).isPresent();
          try (IndexSnapshot fresh = reader.snapshot()) {
            assertThat(fresh.chunks()).isEqualTo(19);
          }
        }
      }
      // The writer is gone, the reader goes on.
      assertThat(reader.manifest()).contains("m2");
    }
  }

  @Test
  void aReaderSeesEveryCommitBehindChangesThatWereGivenUpToo() throws IOException {
    Path folder = temporary.resolve("index");
    try (ChunkIndex reader = LuceneChunkIndex.openReadOnly(folder, OPTIONS);
        LuceneChunkIndex writer =
            LuceneChunkIndex.open(folder, OPTIONS, LuceneOptions.defaults())) {
      for (int version = 1; version < 12; version++) {
        fill(writer, "m" + version, chunks(new Random(version), 3));
        assertThat(reader.manifest()).contains("m" + version);
        assertThat(reader.manifest()).contains("m" + version);
        if (version % 3 == 0) {
          try (IndexUpdate given = writer.begin()) {
            given.removeChunk("c1");
          }
        }
        if (version % 4 == 0) {
          writer.mergeAll();
          assertThat(reader.manifest()).contains("m" + version);
        }
        try (IndexSnapshot snapshot = reader.snapshot()) {
          assertThat(snapshot.chunk("c1")).isPresent();
        }
      }
    }
  }

  @Test
  void thereIsOneWriterAtATime() throws IOException {
    Path folder = temporary.resolve("index");
    try (ChunkIndex first = LuceneChunkIndex.open(folder, OPTIONS)) {
      fill(first, "m1", chunks(new Random(1), 3));
      assertThatThrownBy(() -> LuceneChunkIndex.open(folder, OPTIONS))
          .isInstanceOf(IndexLockedException.class)
          .hasMessageContaining(folder.toString());
      assertThatThrownBy(
              () -> LuceneChunkIndex.openBeside(folder, OPTIONS, LuceneOptions.defaults()))
          .isInstanceOf(IndexLockedException.class);
    }
    try (ChunkIndex second = LuceneChunkIndex.open(folder, OPTIONS)) {
      assertThat(second.manifest()).contains("m1");
    }
  }

  @Test
  void anotherModelOrDimensionIsRefused() throws IOException {
    Path folder = temporary.resolve("index");
    try (ChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS)) {
      fill(index, "m1", chunks(new Random(1), 3));
    }
    for (IndexOptions other :
        List.of(IndexOptions.of("model-b", DIMENSION), IndexOptions.of("model-a", 17))) {
      assertThatThrownBy(() -> LuceneChunkIndex.open(folder, other))
          .isInstanceOf(IndexMismatchException.class)
          .hasMessageContaining("[model-a] with [16] components");
      assertThatThrownBy(() -> LuceneChunkIndex.openReadOnly(folder, other))
          .isInstanceOf(IndexMismatchException.class);
    }
    // A refused opening leaves no lock behind.
    LuceneChunkIndex.open(folder, OPTIONS).close();
  }

  @Test
  void anIndexBuiltBesideTakesOverAtItsFirstCommit() throws IOException {
    Path folder = temporary.resolve("index");
    try (ChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS)) {
      fill(index, "m1", chunks(new Random(1), 5));
    }
    IndexOptions next = IndexOptions.of("model-b", 8);
    try (ChunkIndex reader = LuceneChunkIndex.openReadOnly(folder, OPTIONS);
        IndexSnapshot held = reader.snapshot()) {
      try (ChunkIndex beside =
          LuceneChunkIndex.openBeside(folder, next, LuceneOptions.defaults())) {
        assertThat(beside.manifest()).isEmpty();
        try (IndexUpdate update = beside.begin()) {
          update.putChunk(chunk("new", "wing", new float[] {1, 0, 0, 0, 0, 0, 0, 0}));
          assertThat(reader.manifest()).contains("m1");
          update.commit("m2");
        }
        assertThat(beside.manifest()).contains("m2");
      }
      assertThat(held.text("wing", 50, Filter.NONE)).isNotEmpty();
      assertThatThrownBy(reader::snapshot).isInstanceOf(IndexMismatchException.class);
    }
    assertThat(builds(folder)).containsExactly("build-2");
    try (ChunkIndex index = LuceneChunkIndex.open(folder, next)) {
      assertThat(index.manifest()).contains("m2");
    }
  }

  @Test
  void anUnfinishedBuildBesideIsClearedAway() throws IOException {
    Path folder = temporary.resolve("index");
    try (ChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS)) {
      fill(index, "m1", chunks(new Random(1), 5));
    }
    try (ChunkIndex beside =
            LuceneChunkIndex.openBeside(folder, OPTIONS, LuceneOptions.defaults());
        IndexUpdate update = beside.begin()) {
      update.putChunk(chunk("new", "wing", vector(new Random(2))));
    }
    assertThat(builds(folder)).contains("build-2");
    try (ChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS)) {
      assertThat(index.manifest()).contains("m1");
      assertThat(builds(folder)).containsExactly("build-1");
    }
  }

  @SeededTest(times = 6)
  void aRebuiltIndexAnswersLikeTheFirst(RandomGenerator random) throws IOException {
    List<IndexedChunk> chunks = chunks(random, 300);
    Path grown = temporary.resolve("grown-" + random.nextInt(1 << 30));
    Path rebuilt = temporary.resolve("rebuilt-" + random.nextInt(1 << 30));
    try (ChunkIndex first = LuceneChunkIndex.open(grown, OPTIONS);
        ChunkIndex second = LuceneChunkIndex.open(rebuilt, OPTIONS)) {
      grow(first, chunks, random);
      fill(second, "end", chunks);
      try (IndexSnapshot a = first.snapshot();
          IndexSnapshot b = second.snapshot()) {
        assertThat(a.chunks()).isEqualTo(b.chunks()).isEqualTo(300);
        for (int i = 0; i < 25; i++) {
          String question = words(random, 1 + random.nextInt(5));
          assertThat(a.text(question, 40, Filter.NONE))
              .as(question)
              .isEqualTo(b.text(question, 40, Filter.NONE));
          float[] query = vector(random);
          assertThat(a.vector(query, 40, Filter.NONE)).isEqualTo(b.vector(query, 40, Filter.NONE));
        }
      }
    }
  }

  /** Many small commits with chunks that go again, in another order. */
  private static void grow(ChunkIndex index, List<IndexedChunk> chunks, RandomGenerator random)
      throws IOException {
    List<IndexedChunk> shuffled = new ArrayList<>(chunks);
    Collections.shuffle(shuffled, Random.from(random));
    List<IndexedChunk> passing = new ArrayList<>();
    for (IndexedChunk chunk : chunks(random, 200)) {
      passing.add(
          new IndexedChunk(
              "x" + chunk.chunk(),
              chunk.text(),
              chunk.language(),
              chunk.vector(),
              chunk.documents()));
    }
    for (int part = 0; part < 10; part++) {
      try (IndexUpdate update = index.begin()) {
        for (int i = part; i < 200; i += 10) {
          update.putChunk(passing.get(i));
        }
        for (int i = part; i < 300; i += 10) {
          update.putChunk(shuffled.get(i));
        }
        for (int i = part - 1; i >= 0 && i < 200; i += 10) {
          update.removeChunk(passing.get(i).chunk());
        }
        update.commit("part-" + part);
      }
    }
    try (IndexUpdate update = index.begin()) {
      for (IndexedChunk gone : passing) {
        update.removeChunk(gone.chunk());
      }
      update.commit("end");
    }
  }

  @Test
  void aCopyTakenAtAnyMomentOpensAtACommit() throws Exception {
    Path folder = temporary.resolve("index");
    LuceneOptions small =
        LuceneOptions.defaults().withShape(new GraphShape(Quantisation.BIT1, 8, 20, 50, 2));
    List<Path> copies = new ArrayList<>();
    try (ChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS, small)) {
      fill(index, "m0", chunks(new Random(0), 40));
      Thread writing =
          new Thread(
              () -> {
                try {
                  for (int i = 1; i <= 30; i++) {
                    fill(index, "m" + i, chunks(new Random(i), 40 + i));
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      writing.start();
      while (writing.isAlive() && copies.size() < 60) {
        copies.add(copy(folder, temporary.resolve("copy-" + copies.size())));
      }
      writing.join();
    }
    assertThat(copies).isNotEmpty();
    for (Path copy : copies) {
      try (ChunkIndex index = LuceneChunkIndex.open(copy, OPTIONS);
          IndexSnapshot snapshot = index.snapshot()) {
        int version = Integer.parseInt(snapshot.manifest().substring(1));
        assertThat(snapshot.chunks()).isEqualTo(40 + version);
        assertThat(IndexCheck.run(copy).sound()).isTrue();
      }
    }
  }

  /**
   * Copies as a crash would leave it: what a commit names was synced before it, so the commit's own
   * file is taken first and all that it names must still be there; otherwise again.
   */
  private static Path copy(Path from, Path to) throws IOException {
    while (true) {
      try {
        Files.createDirectories(to.resolve("build-1"));
        Files.copy(from.resolve("CURRENT"), to.resolve("CURRENT"));
        List<Path> files;
        try (Stream<Path> all = Files.list(from.resolve("build-1"))) {
          files =
              all.sorted(
                      Comparator.comparing(
                          (Path f) -> !f.getFileName().toString().startsWith("segments")))
                  .toList();
        }
        for (Path file : files) {
          Files.copy(file, to.resolve("build-1").resolve(file.getFileName()));
        }
        return to;
      } catch (NoSuchFileException e) {
        try (Stream<Path> all = Files.walk(to)) {
          for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  @Test
  void everyFlippedByteIsFoundAndNeverAnsweredWith() throws IOException {
    Path folder = temporary.resolve("index");
    List<IndexedChunk> chunks = chunks(new Random(5), 120);
    LuceneOptions graphs =
        LuceneOptions.defaults()
            .withShape(new GraphShape(Quantisation.BIT1, 4, 10, 10, 1))
            .withTuning(new VectorTuning(0, 0, 0.4, 1, 5, 1, 1, 0));
    try (ChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS, graphs)) {
      fill(index, "m1", chunks);
      fill(index, "m2", chunks.subList(0, 60));
    }
    assertThat(IndexCheck.run(folder).sound()).isTrue();
    RandomGenerator random = new Random(7);
    List<String> unseen = new ArrayList<>();
    for (Path file : files(folder)) {
      byte[] sound = Files.readAllBytes(file);
      int step = Math.max(1, sound.length / 40);
      for (int at = random.nextInt(step); at < sound.length; at += step) {
        byte[] broken = sound.clone();
        broken[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, broken);
        if (IndexCheck.run(folder).sound()) {
          unseen.add(file.getFileName() + " at " + at);
        }
        searchOrSayDamaged(folder, graphs);
      }
      Files.write(file, sound);
    }
    assertThat(unseen).isEmpty();
    assertThat(IndexCheck.run(folder).sound()).isTrue();
  }

  private static void searchOrSayDamaged(Path folder, LuceneOptions graphs) throws IOException {
    try (ChunkIndex index = LuceneChunkIndex.openReadOnly(folder, OPTIONS, graphs);
        IndexSnapshot snapshot = index.snapshot()) {
      snapshot.vector(vector(new Random(3)), 5, Filter.NONE);
      snapshot.text("wing tail", 5, Filter.parse("path=a*"));
      snapshot.chunk("c7");
    } catch (IndexDamagedException e) {
      assertThat(e).hasMessageContaining("rebuilt from blocks");
    } catch (IndexMismatchException e) {
      // A flipped digit of the commit's own data is caught by its checksum before it is believed.
      throw new AssertionError("believed a broken commit", e);
    }
  }

  @Test
  void aMissingOrCutFileIsDamageAndARebuildHealsIt() throws IOException {
    Path folder = temporary.resolve("index");
    List<IndexedChunk> chunks = chunks(new Random(5), 30);
    try (ChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS)) {
      fill(index, "m1", chunks);
    }
    for (Path file : files(folder)) {
      byte[] sound = Files.readAllBytes(file);
      if (file.endsWith("CURRENT")) {
        continue;
      }
      Files.delete(file);
      assertThatThrownBy(() -> LuceneChunkIndex.open(folder, OPTIONS))
          .as("without %s", file.getFileName())
          .isInstanceOf(IndexDamagedException.class);
      assertThat(IndexCheck.run(folder).sound()).isFalse();
      Files.write(file, Arrays.copyOf(sound, sound.length / 2));
      assertThatThrownBy(() -> LuceneChunkIndex.openReadOnly(folder, OPTIONS))
          .as("half of %s", file.getFileName())
          .isInstanceOf(IndexDamagedException.class);
      Files.write(file, sound);
    }
    Files.writeString(folder.resolve("CURRENT"), "../../etc");
    assertThatThrownBy(() -> LuceneChunkIndex.open(folder, OPTIONS))
        .isInstanceOf(IndexDamagedException.class);
    try (ChunkIndex index =
        LuceneChunkIndex.openBeside(folder, OPTIONS, LuceneOptions.defaults())) {
      fill(index, "m1", chunks);
    }
    try (ChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS);
        IndexSnapshot snapshot = index.snapshot()) {
      assertThat(snapshot.chunks()).isEqualTo(30);
      assertThat(IndexCheck.run(folder).sound()).isTrue();
    }
  }

  @Test
  void closingLeavesFewSegmentsAndKeepsTheManifest() throws IOException {
    Path folder = temporary.resolve("index");
    for (int run = 0; run < 25; run++) {
      try (ChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS)) {
        try (IndexUpdate update = index.begin()) {
          update.putChunk(chunk("c" + run, "wing", vector(new Random(run))));
          update.commit("m" + run);
        }
      }
    }
    try (LuceneChunkIndex index = LuceneChunkIndex.open(folder, OPTIONS)) {
      assertThat(index.manifest()).contains("m24");
      try (Stream<Path> files = Files.list(folder.resolve("build-1"))) {
        assertThat(files.filter(f -> f.toString().endsWith(".si"))).hasSizeLessThan(10);
      }
      index.mergeAll();
      assertThat(index.manifest()).contains("m24");
      try (IndexSnapshot snapshot = index.snapshot()) {
        assertThat(snapshot.text("wing", 50, Filter.NONE))
            .extracting(ScoredChunk::chunk)
            .hasSize(25);
      }
    }
  }

  private static void fill(ChunkIndex index, String manifest, List<IndexedChunk> chunks)
      throws IOException {
    List<String> gone = new ArrayList<>();
    if (index.manifest().isPresent()) {
      try (IndexSnapshot snapshot = index.snapshot()) {
        snapshot.forEachChunk(gone::add);
      }
    }
    try (IndexUpdate update = index.begin()) {
      update.putDocument(
          new IndexedDocument(
              "d",
              "s/a.md",
              "text/markdown",
              Optional.empty(),
              Optional.empty(),
              Optional.of("A")));
      for (String chunk : gone) {
        update.removeChunk(chunk);
      }
      for (IndexedChunk chunk : chunks) {
        update.putChunk(chunk);
      }
      update.commit(manifest);
    }
  }

  private static List<IndexedChunk> chunks(RandomGenerator random, int count) {
    List<IndexedChunk> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chunks.add(chunk("c" + i, words(random, 1 + random.nextInt(80)), vector(random)));
    }
    return chunks;
  }

  private static IndexedChunk chunk(String name, String text, float[] vector) {
    return new IndexedChunk(name, text, Optional.of("en"), vector, List.of("d"));
  }

  private static String words(RandomGenerator random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return String.join(" ", words);
  }

  private static float[] vector(RandomGenerator random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("write.lock"))
          .sorted()
          .toList();
    }
  }

  private static List<String> builds(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("build-"))
          .sorted()
          .toList();
    }
  }
}
