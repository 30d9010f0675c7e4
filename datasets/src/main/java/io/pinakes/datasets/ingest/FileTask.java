package io.pinakes.datasets.ingest;

import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.ledger.FileStamp;
import io.pinakes.ingest.source.SourceFile;
import java.util.Optional;

/**
 * A file that must be looked into.
 *
 * @param path {@code source/relative}
 * @param file where it is
 * @param stamp what the file system says of it
 * @param known what the ledger says of its path
 */
record FileTask(String path, SourceFile file, FileStamp stamp, Optional<FileRow> known) {}
