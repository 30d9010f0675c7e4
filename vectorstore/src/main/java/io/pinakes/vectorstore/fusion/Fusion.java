package io.pinakes.vectorstore.fusion;

import java.util.List;

/** A way to make one ranking of several. Equal scores are ordered by the text of the CID. */
public interface Fusion {
  /**
   * Returns the best {@code k}, best first.
   *
   * @param stages in the order in which they are explained
   * @param k at least 1
   */
  List<FusedChunk> fuse(List<Stage> stages, int k);
}
