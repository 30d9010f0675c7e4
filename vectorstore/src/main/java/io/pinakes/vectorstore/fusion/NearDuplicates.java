package io.pinakes.vectorstore.fusion;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Folds hits that repeat a better one, so that a reader's first ten are ten different passages.
 *
 * <p>Two hits repeat each other if they stand in one document and overlap by {@code overlap} of the
 * shorter, or lie at most {@code gap} code points apart, or if their texts share {@code similarity}
 * of their runs of three words (Broder's resemblance, "On the resemblance and containment of
 * documents", 1997).
 *
 * @param overlap shared range over the shorter range, above 0; more than 1 switches it off
 * @param gap the widest gap between neighbours in code points; -1 switches it off
 * @param similarity Jaccard of three-word runs, above 0; more than 1 switches it off
 */
public record NearDuplicates(double overlap, int gap, double similarity) {
  private static final int RUN = 3;

  /** Checks the ranges. */
  public NearDuplicates {
    if (!(overlap > 0) || gap < -1 || !(similarity > 0)) {
      throw new IllegalArgumentException(
          "overlap [" + overlap + "], gap [" + gap + "], similarity [" + similarity + "]");
    }
  }

  /** A kept hit with what later ones are compared with. */
  private record Kept(FusedChunk hit, Passage passage, Set<String> runs, List<String> folded) {}

  /**
   * Returns the best {@code k} that do not repeat one another.
   *
   * @param hits best first
   * @param passages called once for each hit looked at, and for none behind the last one needed
   * @param k how many to keep, at least 1
   */
  public List<CollapsedHit> collapse(
      List<FusedChunk> hits, Function<FusedChunk, Passage> passages, int k) {
    Contributions.requireHits(k);
    List<Kept> kept = new ArrayList<>();
    for (FusedChunk hit : hits) {
      if (kept.size() == k) {
        break;
      }
      Passage passage = passages.apply(hit);
      Set<String> runs = similarity > 1 ? Set.of() : runs(passage.text());
      Kept like = null;
      for (Kept better : kept) {
        if (repeats(better, passage, runs)) {
          like = better;
          break;
        }
      }
      if (like == null) {
        kept.add(new Kept(hit, passage, runs, new ArrayList<>()));
      } else {
        like.folded().add(hit.chunk());
      }
    }
    List<CollapsedHit> result = new ArrayList<>();
    for (Kept one : kept) {
      result.add(new CollapsedHit(one.hit(), result.size() + 1, one.folded()));
    }
    return result;
  }

  private boolean repeats(Kept better, Passage passage, Set<String> runs) {
    for (Passage.Place a : better.passage().places()) {
      for (Passage.Place b : passage.places()) {
        if (a.document().equals(b.document()) && near(a, b)) {
          return true;
        }
      }
    }
    return similarity <= 1 && resemblance(better.runs(), runs) >= similarity;
  }

  private boolean near(Passage.Place a, Passage.Place b) {
    int shared = Math.min(a.end(), b.end()) - Math.max(a.start(), b.start());
    if (shared <= 0) {
      return gap >= 0 && -shared <= gap;
    }
    int shorter = Math.min(a.end() - a.start(), b.end() - b.start());
    return shared >= overlap * shorter;
  }

  private static double resemblance(Set<String> a, Set<String> b) {
    Set<String> small = a.size() <= b.size() ? a : b;
    Set<String> large = a.size() <= b.size() ? b : a;
    long shared = small.stream().filter(large::contains).count();
    long all = a.size() + (long) b.size() - shared;
    return all == 0 ? 1 : (double) shared / all;
  }

  /** Returns the runs of three words; a shorter text is one run. */
  private static Set<String> runs(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    Set<String> runs = new LinkedHashSet<>();
    for (int i = 0; i == 0 || i + RUN <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, Math.min(words.size(), i + RUN))));
    }
    return runs;
  }
}
