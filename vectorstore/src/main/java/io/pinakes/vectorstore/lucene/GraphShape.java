package io.pinakes.vectorstore.lucene;

/**
 * How graphs are built (Malkov and Yashunin, "Efficient and robust approximate nearest neighbor
 * search using Hierarchical Navigable Small World graphs", 2018).
 *
 * @param quantisation how vectors are packed
 * @param neighbours links a node above the lowest layer, twice as many on it; the paper's M
 * @param buildBeam candidates kept while a node is placed; the paper's efConstruction
 * @param graphFrom vectors from which on a segment has a graph; smaller ones are compared whole
 * @param mergeWorkers threads that build the graph of one merge
 */
public record GraphShape(
    Quantisation quantisation, int neighbours, int buildBeam, int graphFrom, int mergeWorkers) {
  /** Checks the ranges. */
  public GraphShape {
    if (neighbours < 2 || neighbours > 512 || buildBeam < 1 || buildBeam > 3_200) {
      throw new IllegalArgumentException(
          "graph of [" + neighbours + "] neighbours, beam [" + buildBeam + "]");
    }
    if (graphFrom < 0 || mergeWorkers < 1) {
      throw new IllegalArgumentException(
          "graph from [" + graphFrom + "] vectors, [" + mergeWorkers + "] workers");
    }
  }
}
