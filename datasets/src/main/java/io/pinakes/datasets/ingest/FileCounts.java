package io.pinakes.datasets.ingest;

/**
 * What became of the files of a source in one run.
 *
 * @param indexed new or changed, and now in the dataset
 * @param unchanged in the dataset before and now
 * @param failed found and without text, now or in a run before
 * @param removed in the dataset before, and gone
 * @param skipped passed over: links, special files, documents taken out by hand
 */
public record FileCounts(long indexed, long unchanged, long failed, long removed, long skipped) {}
