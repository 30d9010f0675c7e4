/**
 * A file in, its text with structure out.
 *
 * <p>{@link io.pinakes.ingest.extract.Extractor} is the role; {@link
 * io.pinakes.ingest.extract.ExtractedDocument} is what it gives: NFC text, and {@link
 * io.pinakes.ingest.extract.Span}s that say which part of it is a heading, a paragraph, a list
 * item, a table row or code, and on which page it stands. A file that cannot be read ends in an
 * {@link io.pinakes.ingest.extract.ExtractionException} with one of eight {@link
 * io.pinakes.ingest.extract.FailureReason}s.
 *
 * <p>Documents are hostile until parsed, so parsers run in child processes: see {@code
 * io.pinakes.ingest.extract.worker}.
 */
@NullMarked
package io.pinakes.ingest.extract;

import org.jspecify.annotations.NullMarked;
