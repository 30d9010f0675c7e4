package io.pinakes.ipfs.visibility;

/**
 * What is shown, held against what the public roots reach.
 *
 * @param roots how many public roots there are
 * @param blocks how many blocks are shown
 * @param shown how many of them no public root reaches
 * @param hidden how many blocks are not shown that a public root reaches
 * @param miscounted whether some count is wrong, so that a withdrawal would show or hide too much
 * @param unfinished whether a withdrawal was broken off, or is under way
 */
public record VisibilityReport(
    long roots, long blocks, long shown, long hidden, boolean miscounted, boolean unfinished) {
  /** Whether exactly that is shown, and will be. */
  public boolean isSound() {
    return shown == 0 && hidden == 0 && !miscounted && !unfinished;
  }
}
