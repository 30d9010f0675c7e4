package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Cid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param dataset the dataset
 * @param source the source
 * @param manifest the manifest that the dataset is at; empty if a run that was cancelled leaves it
 *     without one
 * @param documentsRoot the root of that manifest's document map
 * @param version the version of that manifest, 0 without one
 * @param newVersion whether the run made it
 * @param cancelled whether the run was cancelled; the next one goes on where it was
 * @param elapsed how long it took
 * @param files what became of the files
 * @param chunks what became of the chunks
 * @param times where CPU time went
 * @param warnings sentences for people
 */
public record IngestReport(
    String dataset,
    String source,
    Optional<Cid> manifest,
    Optional<Cid> documentsRoot,
    long version,
    boolean newVersion,
    boolean cancelled,
    Duration elapsed,
    FileCounts files,
    ChunkCounts chunks,
    StageTimes times,
    List<String> warnings) {
  /** Keeps the warnings. */
  public IngestReport {
    warnings = List.copyOf(warnings);
  }
}
