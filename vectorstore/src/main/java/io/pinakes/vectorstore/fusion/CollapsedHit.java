package io.pinakes.vectorstore.fusion;

import java.util.List;

/**
 * A hit that stands for itself and for those that say the same.
 *
 * @param hit the best of them, with its place before collapsing
 * @param rank the place after collapsing, from 1
 * @param folded the chunks that it stands for, best first; often none
 */
public record CollapsedHit(FusedChunk hit, int rank, List<String> folded) {
  /** Keeps the list as it is. */
  public CollapsedHit {
    folded = List.copyOf(folded);
  }
}
