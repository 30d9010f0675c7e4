package io.pinakes.vectorstore;

/**
 * One hit of one search.
 *
 * @param chunk the CID as text
 * @param score cosine for vectors (-1 to 1), BM25 for text (above 0); higher is better
 * @param rank the place, counted from 1
 */
public record ScoredChunk(String chunk, float score, int rank) {}
