/**
 * From what a parser finds to an {@link io.pinakes.ingest.extract.ExtractedDocument}: readers of
 * all formats write blocks into one {@link io.pinakes.ingest.extract.build.DocumentBuilder}, which
 * cleans the text, counts code points, holds the limits, and chooses title and date.
 */
@NullMarked
package io.pinakes.ingest.extract.build;

import org.jspecify.annotations.NullMarked;
