package io.pinakes.vectorstore.fusion;

import java.util.List;

/**
 * A chunk after fusion.
 *
 * @param chunk the CID as text
 * @param score the fused score, 0 to 1, higher is better; comparable within one search only
 * @param rank the place, from 1
 * @param stages what each stage said of it, in the stages' order; those that did not find it are
 *     missing
 */
public record FusedChunk(String chunk, double score, int rank, List<StageScore> stages) {
  /** Keeps the stages as they are. */
  public FusedChunk {
    stages = List.copyOf(stages);
  }
}
