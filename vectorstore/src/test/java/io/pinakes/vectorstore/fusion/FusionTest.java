package io.pinakes.vectorstore.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pinakes.vectorstore.ScoredChunk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rankings become one, by cases worked out by hand. */
final class FusionTest {
  private static final Stage VECTOR = Stage.of("vector", hits("a", 0.9f, "b", 0.7f, "c", 0.5f));
  private static final Stage TEXT = Stage.of("text", hits("c", 20f, "d", 15f, "b", 10f));

  @Test
  void theMeanStretchesEachStageToOne() {
    List<FusedChunk> fused = new MeanOfNormalised(1_000).fuse(List.of(VECTOR, TEXT), 10);
    // a: 1 and nothing; c: 0 and 1; b: 0.5 and 0; d: nothing and 0.5. Ties by name.
    assertThat(fused).extracting(FusedChunk::chunk).containsExactly("a", "c", "b", "d");
    assertThat(fused.get(0).score()).isEqualTo(0.5);
    assertThat(fused.get(1).score()).isEqualTo(0.5);
    assertThat(fused.get(2).score()).isCloseTo(0.25, within(1e-6));
    assertThat(fused.get(3).score()).isEqualTo(0.25);
    assertThat(fused).extracting(FusedChunk::rank).containsExactly(1, 2, 3, 4);
  }

  @Test
  void theMeanTakesOnlyItsDepth() {
    List<FusedChunk> fused = new MeanOfNormalised(2).fuse(List.of(VECTOR, TEXT), 10);
    assertThat(fused).extracting(FusedChunk::chunk).containsExactly("a", "c", "b", "d");
    // The second of two is the zero of its stage.
    assertThat(fused.get(2).score()).isZero();
  }

  @Test
  void aStageOfOneOrOfEqualsCountsInFull() {
    Stage one = Stage.of("text", hits("x", 3f));
    Stage equal = Stage.of("vector", hits("x", 0.4f, "y", 0.4f));
    List<FusedChunk> fused = MeanOfNormalised.DEFAULT.fuse(List.of(one, equal), 5);
    assertThat(fused).extracting(FusedChunk::score).containsExactly(1.0, 0.5);
    assertThat(MeanOfNormalised.DEFAULT.fuse(List.of(Stage.of("text", List.of())), 5)).isEmpty();
  }

  @Test
  void weightsShiftTheMean() {
    Stage heavy = new Stage("text", 3, TEXT.hits());
    List<FusedChunk> fused = MeanOfNormalised.DEFAULT.fuse(List.of(VECTOR, heavy), 2);
    assertThat(fused).extracting(FusedChunk::chunk).containsExactly("c", "d");
    assertThat(fused.get(0).score()).isEqualTo(0.75);
  }

  @Test
  void reciprocalRanksForgetScores() {
    List<FusedChunk> fused = ReciprocalRank.DEFAULT.fuse(List.of(VECTOR, TEXT), 4);
    // c is third and first, b second and third: (61/63 + 61/61) / 2 over (61/62 + 61/63) / 2.
    assertThat(fused).extracting(FusedChunk::chunk).containsExactly("c", "b", "a", "d");
    assertThat(fused.get(0).score()).isCloseTo((61.0 / 63 + 1) / 2, within(1e-12));
    assertThat(fused.get(1).score()).isCloseTo((61.0 / 62 + 61.0 / 63) / 2, within(1e-12));
    assertThat(fused.get(2).score()).isEqualTo(0.5);
  }

  @Test
  void eachChunkKeepsWhatTheStagesSaid() {
    FusedChunk c = MeanOfNormalised.DEFAULT.fuse(List.of(VECTOR, TEXT), 2).get(1);
    assertThat(c.stages())
        .containsExactly(new StageScore("vector", 3, 0.5f, 0), new StageScore("text", 1, 20f, 0.5));
  }

  @Test
  void aChunkTwiceInOneStageIsAMistake() {
    Stage twice = Stage.of("text", hits("a", 2f, "a", 1f));
    assertThatThrownBy(() -> ReciprocalRank.DEFAULT.fuse(List.of(twice), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[a] twice");
    assertThatThrownBy(() -> new Stage("text", 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<ScoredChunk> hits(Object... pairs) {
    List<ScoredChunk> hits = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      hits.add(new ScoredChunk((String) pairs[i], (Float) pairs[i + 1], i / 2 + 1));
    }
    return hits;
  }
}
