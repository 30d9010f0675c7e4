/**
 * The files of a source folder: which there are, and when they change.
 *
 * <p>{@link io.pinakes.ingest.source.SourceWalker} lists a folder once, through a {@link
 * io.pinakes.ingest.source.SourceFilter}; the {@link io.pinakes.ingest.source.Walk} has the files,
 * sorted, and every file that was passed over, with the reason. {@link
 * io.pinakes.ingest.source.FolderWatcher} says when to walk again. Neither opens a file.
 */
@NullMarked
package io.pinakes.ingest.source;

import org.jspecify.annotations.NullMarked;
