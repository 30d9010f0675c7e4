package io.pinakes.ingest.chunk;

import java.util.List;

/**
 * Chooses where a passage ends. What is left of a run is shared out evenly over as few passages as
 * hold it, so that none ends up as a scrap; near the even share, the end of a paragraph is
 * preferred to the end of a sentence.
 */
final class Packer {
  /**
   * How far from the even share a paragraph's end may lie and still be preferred: one in so many.
   */
  private static final int PARAGRAPH_PULL = 4;

  /** From so many budgets on, what is left is not counted. */
  private static final int FAR = 64;

  private final int overlap;

  Packer(int overlap) {
    this.overlap = overlap;
  }

  /**
   * The end of the passage that begins with unit {@code from}: after {@code least} units or more,
   * and within {@code budget} unless one unit alone is over it.
   *
   * @return the index behind the last unit, at least {@code Math.max(least, from + 1)}
   */
  int cut(List<Unit> units, int from, int least, int budget) {
    int share = evenShare(units, from, budget);
    int best = Math.max(least, from + 1);
    long bestDistance = Long.MAX_VALUE;
    int tokens = 0;
    int begin = units.get(from).start();
    for (int end = from; end < units.size(); end++) {
      Unit unit = units.get(end);
      tokens += unit.tokens();
      boolean fits = tokens <= budget && unit.end() - begin <= TokenBudget.chars(budget);
      if (!fits && end >= best) {
        break;
      }
      if (end + 1 < best) {
        continue;
      }
      long distance = Math.abs((long) tokens - share);
      if (!unit.endsBlock()) {
        distance += share / PARAGRAPH_PULL;
      }
      // Of equals the longer one, so that no passage is opened for what would have fitted.
      if (distance <= bestDistance) {
        bestDistance = distance;
        best = end + 1;
      }
    }
    return best;
  }

  private int evenShare(List<Unit> units, int from, int budget) {
    long left = 0;
    // Far from the end of a long run the share is the budget, near enough.
    for (int i = from; i < units.size() && left < (long) budget * FAR; i++) {
      left += units.get(i).tokens();
    }
    if (left <= budget) {
      return budget;
    }
    int fresh = Math.max(budget - overlap, 1);
    long passages = 1 + (left - budget + fresh - 1) / fresh;
    return (int) Math.min(budget, (left + (passages - 1) * overlap + passages - 1) / passages);
  }

  /**
   * Where the passage after [from, end) begins: so many whole sentences before {@code end} as the
   * overlap allows, and as leave room for the next unit.
   *
   * @return the index of its first unit, behind {@code from}, at most {@code end}
   */
  int next(List<Unit> units, int from, int end, int budget) {
    int begin = end;
    int repeated = 0;
    while (begin - 1 > from) {
      Unit before = units.get(begin - 1);
      int sum = repeated + before.tokens();
      boolean room =
          sum + units.get(end).tokens() <= budget
              && units.get(end).end() - before.start() <= TokenBudget.chars(budget);
      if (!before.sentence() || sum > overlap || !room) {
        break;
      }
      repeated = sum;
      begin--;
    }
    return begin;
  }
}
