package io.pinakes.datasets.ingest;

/**
 * Chunks of a dataset after a run.
 *
 * @param total distinct chunks of the version
 * @param embedded chunks that the model was run for, in this run
 * @param reused those of the total whose vectors were there
 */
public record ChunkCounts(long total, long embedded, long reused) {}
