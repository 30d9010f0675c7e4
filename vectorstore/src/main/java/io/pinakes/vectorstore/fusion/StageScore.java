package io.pinakes.vectorstore.fusion;

/**
 * What one stage said of a chunk.
 *
 * @param stage its name
 * @param rank the place it gave, from 1
 * @param score its own, raw score
 * @param contribution what that added to the fused score
 */
public record StageScore(String stage, int rank, float score, double contribution) {}
