package io.pinakes.vectorstore;

/**
 * How a vector search is done.
 *
 * @param candidates the chunks that pass the filter
 * @param chunks all chunks
 * @param exact chunks compared one by one, in full precision
 * @param graph chunks reached through an HNSW graph
 * @param beam how many candidates each graph search keeps; 0 without one
 */
public record VectorPlan(long candidates, long chunks, long exact, long graph, int beam) {}
