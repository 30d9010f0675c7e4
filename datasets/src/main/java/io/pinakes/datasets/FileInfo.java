package io.pinakes.datasets;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.ledger.FileState;
import java.util.Optional;

/**
 * A file that a dataset follows, as {@code ingest status} shows it.
 *
 * @param path {@code source/relative}
 * @param state what became of it
 * @param reason why it failed or was skipped; empty if it is indexed
 * @param detail a sentence for people, possibly empty
 * @param size in bytes, 0 if it could not be looked at
 * @param document what is in the dataset for it
 */
public record FileInfo(
    String path,
    FileState state,
    String reason,
    String detail,
    long size,
    Optional<Cid> document) {}
