package io.pinakes.vectorstore.fusion;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
  /** Checks the ranges. */
  public NearDuplicates {
    if (!(overlap > 0) || gap < -1 || !(similarity > 0)) {
      throw new IllegalArgumentException(
          "overlap [" + overlap + "], gap [" + gap + "], similarity [" + similarity + "]");
    }
  }

  /**
   * Returns the best {@code k} that do not repeat one another.
   *
   * @param hits best first; none is taken behind the last one needed
   * @param passages called once for each hit looked at, and for none behind the last one needed
   * @param k how many to keep, at least 1
   */
  public List<CollapsedHit> collapse(
      Iterable<FusedChunk> hits, Function<FusedChunk, Passage> passages, int k) {
    Contributions.requireHits(k);
    KeptHits kept = new KeptHits(this);
    for (Iterator<FusedChunk> next = hits.iterator(); kept.size() < k && next.hasNext(); ) {
      FusedChunk hit = next.next();
      kept.add(hit, passages.apply(hit));
    }
    List<CollapsedHit> result = new ArrayList<>();
    for (KeptHits.Kept one : kept.all()) {
      result.add(new CollapsedHit(one.hit(), result.size() + 1, one.folded()));
    }
    return result;
  }

  boolean comparesTexts() {
    return similarity <= 1;
  }

  /** Whether a passage with these runs repeats a better one. */
  boolean repeats(KeptHits.Kept better, Passage passage, List<String> runs) {
    for (Passage.Place a : better.passage().places()) {
      for (Passage.Place b : passage.places()) {
        if (a.document().equals(b.document()) && near(a, b)) {
          return true;
        }
      }
    }
    return comparesTexts() && Runs.resemblance(better.runs(), runs) >= similarity;
  }

  private boolean near(Passage.Place a, Passage.Place b) {
    int shared = Math.min(a.end(), b.end()) - Math.max(a.start(), b.start());
    if (shared <= 0) {
      return gap >= 0 && -shared <= gap;
    }
    int shorter = Math.min(a.end() - a.start(), b.end() - b.start());
    return shared >= overlap * shorter;
  }
}
