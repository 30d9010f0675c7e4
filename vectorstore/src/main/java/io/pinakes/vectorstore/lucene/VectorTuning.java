package io.pinakes.vectorstore.lucene;

/**
 * How a vector search chooses its way through a segment.
 *
 * @param exactUpTo accepted vectors up to which all are compared
 * @param exactShare share of a segment's vectors up to which the accepted are compared, however
 *     many
 * @param filteredShare share up to which a graph is walked past what is not accepted (ACORN)
 * @param filteredFactor how much wider the beam is then
 * @param baseBeam candidates kept on the way and ranked in full precision, whatever is asked
 * @param beamFactor candidates kept beyond these for each hit asked
 * @param rescoreFactor candidates ranked in full precision beyond these for each hit asked
 * @param walkVisits vectors that a walk visits for each of its beam, roughly: where fewer are
 *     accepted than it would visit, all are compared; 0 never
 */
public record VectorTuning(
    int exactUpTo,
    double exactShare,
    double filteredShare,
    double filteredFactor,
    int baseBeam,
    double beamFactor,
    double rescoreFactor,
    int walkVisits) {
  /** Checks the ranges. */
  public VectorTuning {
    if (exactUpTo < 0
        || !(exactShare >= 0 && exactShare <= filteredShare && filteredShare <= 1)
        || !(filteredFactor >= 1)
        || baseBeam < 1
        || !(beamFactor >= 1)
        || !(rescoreFactor >= 1)
        || walkVisits < 0) {
      throw new IllegalArgumentException(
          "tuning of exact up to ["
              + exactUpTo
              + "], shares ["
              + exactShare
              + ", "
              + filteredShare
              + "], factors ["
              + filteredFactor
              + ", "
              + beamFactor
              + ", "
              + rescoreFactor
              + "], base beam ["
              + baseBeam
              + "]");
    }
  }

  /** The way through one segment. */
  sealed interface Way {}

  /** Compare all that are accepted. */
  record CompareAll() implements Way {}

  /** Walk the graph with a beam, and with the whole one if that proves too narrow. */
  record Walk(int beam, int wholeBeam) implements Way {}

  /**
   * Returns the way.
   *
   * @param k hits asked
   * @param accepted vectors of the segment that pass
   * @param all vectors of the segment
   * @param candidates vectors of all segments that pass
   */
  Way way(int k, long accepted, long all, long candidates) {
    double share = all == 0 ? 0 : (double) accepted / all;
    double factor = share <= filteredShare ? filteredFactor : 1;
    double whole = factor * (baseBeam + k * beamFactor);
    // Hits fall to a segment as its size says, give or take; three deviations are seldom passed.
    double expected = (double) k * accepted / Math.max(accepted, candidates);
    double even = factor * (baseBeam + (expected + 3 * Math.sqrt(expected)) * beamFactor);
    double first = Math.min(even, whole);
    if (accepted <= exactUpTo || share <= exactShare || accepted <= first * walkVisits) {
      return new CompareAll();
    }
    return new Walk((int) Math.ceil(first), (int) Math.ceil(whole));
  }

  /** Returns how many candidates of a segment are ranked in full precision. */
  int rescored(int k) {
    return (int) Math.ceil(baseBeam + k * rescoreFactor);
  }
}
