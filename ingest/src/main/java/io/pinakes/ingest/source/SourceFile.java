package io.pinakes.ingest.source;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that a walk found.
 *
 * @param path relative to the source, with {@code /} between names, NFC
 * @param file where it is on this machine
 * @param size bytes
 * @param modified when the file system says it was last written
 */
public record SourceFile(String path, Path file, long size, Instant modified) {}
