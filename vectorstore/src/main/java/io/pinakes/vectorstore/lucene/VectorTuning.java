package io.pinakes.vectorstore.lucene;

/**
 * How a vector search chooses its way through a segment.
 *
 * @param exactUpTo accepted vectors up to which all are compared
 * @param exactShare share of a segment's vectors up to which the accepted are compared, however
 *     many
 * @param filteredShare share up to which a graph is walked past what is not accepted (ACORN)
 * @param filteredFactor how much wider the beam is then
 * @param leastBeam the narrowest beam, whatever is asked
 * @param beamFactor beam for each hit asked
 * @param rescoreFactor candidates ranked in full precision for each hit asked
 * @param walkVisits vectors that a walk visits for each of its beam, roughly: where fewer are
 *     accepted than it would visit, all are compared; 0 never
 */
public record VectorTuning(
    int exactUpTo,
    double exactShare,
    double filteredShare,
    double filteredFactor,
    int leastBeam,
    double beamFactor,
    double rescoreFactor,
    int walkVisits) {
  /** Checks the ranges. */
  public VectorTuning {
    if (exactUpTo < 0
        || !(exactShare >= 0 && exactShare <= filteredShare && filteredShare <= 1)
        || !(filteredFactor >= 1)
        || leastBeam < 1
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
              + "], least beam ["
              + leastBeam
              + "]");
    }
  }

  /** The way through one segment. */
  sealed interface Way {}

  /** Compare all that are accepted. */
  record CompareAll() implements Way {}

  /** Walk the graph with a beam. */
  record Walk(int beam) implements Way {}

  /**
   * Returns the way.
   *
   * @param k hits asked
   * @param accepted vectors that pass, of all that the segment has
   */
  Way way(int k, long accepted, long all) {
    double share = all == 0 ? 0 : (double) accepted / all;
    double wanted = Math.max(leastBeam, k * beamFactor);
    if (share <= filteredShare) {
      wanted *= filteredFactor;
    }
    if (accepted <= exactUpTo || share <= exactShare || accepted <= wanted * walkVisits) {
      return new CompareAll();
    }
    return new Walk((int) Math.ceil(wanted));
  }

  /** Returns how many candidates of a segment are ranked in full precision. */
  int rescored(int k) {
    return (int) Math.ceil(Math.max(leastBeam, k * rescoreFactor));
  }
}
