package io.pinakes.ingest.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pinakes.core.knowledge.HalfFloats;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedderTest {
  @TempDir static Path home;

  private static final Map<String, Embedder> OPENED = new HashMap<>();
  private static List<Reference> references = List.of();

  /** One line of facts made by an independent program. */
  private record Reference(String model, boolean query, int tokens, String half, String text) {
    float[] vector() {
      return HalfFloats.decode(Base64.getDecoder().decode(half), 0, 384);
    }
  }

  @BeforeAll
  static void open() throws IOException {
    Models models = new Models(home);
    for (ModelInfo model : models.list()) {
      OPENED.put(model.name(), models.open(model.name()));
    }
    references = references();
  }

  @AfterAll
  static void close() {
    OPENED.values().forEach(Embedder::close);
  }

  private static List<Reference> references() throws IOException {
    List<Reference> read = new ArrayList<>();
    try (InputStream in = EmbedderTest.class.getResourceAsStream("reference-vectors.tsv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] fields = line.split("\t", -1);
        read.add(
            new Reference(
                fields[0],
                fields[1].equals("q"),
                Integer.parseInt(fields[2]),
                fields[3],
                fields[4].replace("\\n", "\n")));
      }
    }
    return read;
  }

  private static Embedder embedder(String model) {
    return Objects.requireNonNull(OPENED.get(model));
  }

  private static float[] embed(Reference reference) {
    Embedder embedder = embedder(reference.model());
    return reference.query()
        ? embedder.embedQuery(reference.text())
        : embedder.embedPassage(reference.text());
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void vectorsAgreeWithThoseOfAnIndependentProgram() {
    assertThat(references).hasSize(20);
    for (Reference reference : references) {
      assertThat(dot(embed(reference), reference.vector()))
          .as("%s: [%s]", reference.model(), reference.text())
          .isGreaterThan(0.999);
    }
  }

  @Test
  void vectorsHaveLengthOne() {
    for (Reference reference : references) {
      float[] vector = embed(reference);
      assertThat(dot(vector, vector)).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void tokensAreCountedWithTheSpecialOnes() {
    for (Reference reference : references) {
      if (!reference.query()) {
        assertThat(embedder(reference.model()).tokens().count(reference.text()))
            .isEqualTo(reference.tokens());
      }
    }
  }

  @Test
  void vectorsAreTheSameToTheBitUnderManyCallers() throws Exception {
    Map<Reference, float[]> alone = new HashMap<>();
    references.forEach(reference -> alone.put(reference, embed(reference)));
    try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < 8; caller++) {
        int first = caller;
        running.add(
            callers.submit(
                () -> {
                  // Each caller in another order, so that unlike texts run beside each other.
                  for (int i = 0; i < references.size(); i++) {
                    Reference reference = references.get((first * 3 + i) % references.size());
                    assertThat(embed(reference)).isEqualTo(alone.get(reference));
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  @Test
  void passagesInAListHaveTheVectorsThatTheyHaveAlone() {
    Embedder embedder = embedder(Models.DEFAULT);
    List<String> texts = List.of("one", "a much longer text than the one before it", "three");
    List<float[]> together = embedder.embedPassages(texts);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(together.get(i)).isEqualTo(embedder.embedPassage(texts.get(i)));
    }
  }

  @Test
  void theLongestTextIsTakenAndALongerOneRefusedNotCut() {
    Embedder embedder = embedder(Models.DEFAULT);
    String longest = "word ".repeat(510);
    assertThat(embedder.tokens().count(longest))
        .isEqualTo(512)
        .isEqualTo(embedder.tokens().limit());
    assertThat(embedder.embedPassage(longest)).hasSize(384);
    assertThatThrownBy(() -> embedder.embedPassage(longest + "word"))
        .isInstanceOfSatisfying(
            TooLongException.class,
            e -> {
              assertThat(e.tokens()).isEqualTo(513);
              assertThat(e.limit()).isEqualTo(512);
            })
        .hasMessageContaining("[513]")
        .hasMessageContaining(Models.DEFAULT);
  }

  @Test
  void theQueryPrefixCountsAgainstTheLimit() {
    Embedder embedder = embedder("bge-small-en-v1.5");
    String text = "word ".repeat(510);
    assertThat(embedder.embedPassage(text)).hasSize(384);
    assertThatThrownBy(() -> embedder.embedQuery(text)).isInstanceOf(TooLongException.class);
  }

  @Test
  void aQuestionLiesNearerToItsAnswerThanToAnythingElse() {
    for (Embedder embedder : OPENED.values()) {
      float[] question = embedder.embedQuery("How is transition on a swept wing delayed?");
      double answer =
          dot(question, embedder.embedPassage("Suction keeps the flow over a swept wing laminar."));
      double other = dot(question, embedder.embedPassage("The library burned for three days."));
      assertThat(answer).isGreaterThan(other + 0.1);
    }
  }

  @Test
  void aClosedModelSaysSo() throws IOException {
    Embedder embedder = new Models(home).open(Models.DEFAULT);
    embedder.close();
    embedder.close();
    assertThatThrownBy(() -> embedder.embedPassage("late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> embedder.tokens().count("late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
