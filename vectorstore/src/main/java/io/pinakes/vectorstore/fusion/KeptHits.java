package io.pinakes.vectorstore.fusion;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hits that were kept so far, to be found by what a repetition of one must have in common with
 * it: a document, or one of its first runs. So a hit is compared with the few that it may repeat,
 * and a thousand hits cost a thousand times one, not a thousand times a thousand.
 *
 * <p>If two sets of runs share {@code s} of their union, they share at least {@code s} of either;
 * so the smallest {@code |a| - ⌈s|a|⌉ + 1} runs of each, in any one order, have a run in common
 * (Xiao et al., "Efficient similarity joins for near duplicate detection", 2008, prefix filter).
 */
final class KeptHits {
  private final NearDuplicates rule;
  private final List<Kept> kept = new ArrayList<>();
  private final Map<String, List<Integer>> byDocument = new LinkedHashMap<>();
  private final Map<String, List<Integer>> byRun = new LinkedHashMap<>();

  /**
   * A kept hit with what later ones are compared with.
   *
   * @param runs sorted, each once
   * @param folded the chunks that repeat it
   */
  record Kept(FusedChunk hit, Passage passage, List<String> runs, List<String> folded) {}

  KeptHits(NearDuplicates rule) {
    this.rule = rule;
  }

  int size() {
    return kept.size();
  }

  List<Kept> all() {
    return kept;
  }

  /** Keeps the hit, or notes it at the best of those that it repeats. */
  void add(FusedChunk hit, Passage passage) {
    List<String> runs = rule.comparesTexts() ? Runs.of(passage.text()) : List.of();
    List<String> first = runs.subList(0, prefix(runs.size()));
    BitSet candidates = new BitSet();
    passage.places().forEach(place -> mark(candidates, byDocument.get(place.document())));
    first.forEach(run -> mark(candidates, byRun.get(run)));
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      if (rule.repeats(kept.get(i), passage, runs)) {
        kept.get(i).folded().add(hit.chunk());
        return;
      }
    }
    int number = kept.size();
    kept.add(new Kept(hit, passage, runs, new ArrayList<>()));
    passage
        .places()
        .forEach(p -> byDocument.computeIfAbsent(p.document(), d -> new ArrayList<>()).add(number));
    first.forEach(run -> byRun.computeIfAbsent(run, r -> new ArrayList<>()).add(number));
  }

  private static void mark(BitSet candidates, @Nullable List<Integer> hits) {
    if (hits != null) {
      hits.forEach(candidates::set);
    }
  }

  /** How many of so many sorted runs hold one of every set that is similar enough. */
  private int prefix(int runs) {
    // Rounding may only make the prefix longer.
    int shared = (int) Math.ceil(rule.similarity() * runs - 1e-9);
    return Math.clamp(runs - shared + 1L, 0, runs);
  }
}
