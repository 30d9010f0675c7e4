package io.pinakes.vectorstore.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which hits stand for which. */
final class NearDuplicatesTest {
  private static final NearDuplicates OFF = new NearDuplicates(2, -1, 2);

  @Test
  void passagesThatOverlapByEnoughAreFolded() {
    Map<String, Passage> passages =
        Map.of(
            "a", at("d", 0, 100, "one two three four"),
            "b", at("d", 40, 140, "five six seven eight"),
            "c", at("d", 60, 160, "nine ten eleven twelve"),
            "e", at("other", 0, 100, "thirteen fourteen fifteen sixteen"));
    List<CollapsedHit> hits =
        new NearDuplicates(0.5, -1, 2).collapse(hits("a", "b", "c", "e"), f(passages), 10);
    // b shares 60 of 100 with a; c shares 40 with a, and b no longer stands for itself.
    assertThat(hits).extracting(hit -> hit.hit().chunk()).containsExactly("a", "c", "e");
    assertThat(hits.get(0).folded()).containsExactly("b");
    assertThat(hits.get(1).folded()).isEmpty();
    assertThat(hits).extracting(CollapsedHit::rank).containsExactly(1, 2, 3);
    assertThat(hits.get(2).hit().rank()).isEqualTo(4);
  }

  @Test
  void neighboursWithinTheGapAreFoldedIfAsked() {
    Map<String, Passage> passages =
        Map.of("a", at("d", 0, 100, "x"), "b", at("d", 101, 200, "y"), "c", at("d", 250, 300, "z"));
    List<FusedChunk> hits = hits("a", "b", "c");
    assertThat(new NearDuplicates(0.5, 1, 2).collapse(hits, f(passages), 10))
        .extracting(hit -> hit.hit().chunk())
        .containsExactly("a", "c");
    assertThat(OFF.collapse(hits, f(passages), 10)).hasSize(3);
  }

  @Test
  void textsThatSayTheSameAreFoldedAcrossDocuments() {
    String text = "The boundary layer on a swept wing is thin near its leading edge today";
    Map<String, Passage> passages =
        Map.of(
            "a", at("d1", 0, 9, text),
            "b", at("d2", 5, 9, text.toUpperCase(Locale.ROOT) + "!"),
            "c", at("d3", 5, 9, "Quite another text about the boundary layer on a swept wing"));
    assertThat(new NearDuplicates(2, -1, 0.8).collapse(hits("a", "b", "c"), f(passages), 10))
        .extracting(hit -> hit.hit().chunk())
        .containsExactly("a", "c");
  }

  @Test
  void foldingMakesRoomForLaterHitsAndLooksNoFurtherThanNeeded() {
    List<String> asked = new ArrayList<>();
    Map<String, Passage> passages =
        Map.of(
            "a",
            at("d", 0, 10, "x"),
            "b",
            at("d", 0, 10, "x"),
            "c",
            at("d", 20, 30, "y"),
            "e",
            at("d", 40, 50, "z"));
    List<CollapsedHit> hits =
        new NearDuplicates(0.5, -1, 2)
            .collapse(
                hits("a", "b", "c", "e"),
                hit -> {
                  asked.add(hit.chunk());
                  return passages.get(hit.chunk());
                },
                2);
    assertThat(hits).extracting(hit -> hit.hit().chunk()).containsExactly("a", "c");
    assertThat(asked).containsExactly("a", "b", "c");
  }

  @Test
  void noHitIsTakenBehindTheLastOneNeeded() {
    List<String> taken = new ArrayList<>();
    Map<String, Passage> passages = Map.of("a", at("d", 0, 10, "x"), "b", at("e", 0, 10, "y"));
    Iterable<FusedChunk> hits =
        () -> hits("a", "b").stream().peek(hit -> taken.add(hit.chunk())).iterator();
    assertThat(OFF.collapse(hits, f(passages), 1)).hasSize(1);
    assertThat(taken).containsExactly("a");
  }

  @Test
  void findsEveryRepetitionThatComparingAllWithAllFinds() {
    long seed = Long.getLong("pinakes.seed", System.nanoTime());
    System.out.println("reproduce with -Dpinakes.seed=" + seed);
    Random random = new Random(seed);
    int folded = 0;
    for (int round = 0; round < 200; round++) {
      double similarity = 0.05 + 0.95 * random.nextDouble();
      Map<String, Passage> passages = new LinkedHashMap<>();
      Map<String, Set<String>> runs = new HashMap<>();
      List<List<String>> texts = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        texts.add(i == 0 || random.nextInt(3) == 0 ? fresh(random) : changed(random, texts));
        String text = String.join(" ", texts.get(i));
        passages.put("c" + i, at("d" + i, 0, 9, text));
        runs.put("c" + i, Set.copyOf(Runs.of(text)));
      }
      List<String> kept = new ArrayList<>();
      for (String chunk : passages.keySet()) {
        if (kept.stream().noneMatch(k -> resemblance(runs, k, chunk) >= similarity)) {
          kept.add(chunk);
        }
      }
      folded += passages.size() - kept.size();
      assertThat(
              new NearDuplicates(2, -1, similarity)
                  .collapse(hits(passages.keySet().toArray(String[]::new)), f(passages), 100))
          .as("similarity [%s]", similarity)
          .extracting(hit -> hit.hit().chunk())
          .containsExactlyElementsOf(kept);
    }
    assertThat(folded).isPositive();
  }

  private static List<String> fresh(Random random) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(25); i >= 0; i--) {
      words.add("w" + random.nextInt(6));
    }
    return words;
  }

  private static List<String> changed(Random random, List<List<String>> texts) {
    List<String> words = new ArrayList<>(texts.get(random.nextInt(texts.size())));
    for (int i = random.nextInt(4); i > 0; i--) {
      words.set(random.nextInt(words.size()), "w" + random.nextInt(6));
    }
    return words;
  }

  private static double resemblance(Map<String, Set<String>> runs, String a, String b) {
    Set<String> all = new HashSet<>(runs.getOrDefault(a, Set.of()));
    Set<String> other = runs.getOrDefault(b, Set.of());
    int sum = all.size() + other.size();
    all.addAll(other);
    return (double) (sum - all.size()) / all.size();
  }

  private static Function<FusedChunk, Passage> f(Map<String, Passage> of) {
    return hit -> of.get(hit.chunk());
  }

  private static Passage at(String document, int start, int end, String text) {
    return new Passage(List.of(new Passage.Place(document, start, end)), text);
  }

  private static List<FusedChunk> hits(String... chunks) {
    List<FusedChunk> hits = new ArrayList<>();
    for (String chunk : chunks) {
      hits.add(new FusedChunk(chunk, 1.0 / (1 + hits.size()), hits.size() + 1, List.of()));
    }
    return hits;
  }
}
