package io.pinakes.vectorstore;

import java.io.IOException;
import java.util.List;

/** The two ways to rank chunks. Equal scores are ordered by the text of the chunk's CID. */
public interface ChunkSearch {
  /**
   * Returns the chunks nearest to a vector, by cosine.
   *
   * @param query of the index's dimension, of any length but zero
   * @param k how many, 1 to {@link IndexLimits#MAX_HITS}
   * @param filter decides before the search, so that {@code k} hits come if as many pass
   */
  List<ScoredChunk> vector(float[] query, int k, Filter filter) throws IOException;

  /**
   * Returns the chunks that share words with a question, by BM25.
   *
   * @param query plain words: nothing in it is an operator
   * @param k how many, 1 to {@link IndexLimits#MAX_HITS}
   */
  List<ScoredChunk> text(String query, int k, Filter filter) throws IOException;

  /** Says how {@link #vector} would go about its work, for {@code --explain}. */
  VectorPlan plan(int k, Filter filter) throws IOException;
}
