/**
 * Extracted documents to passages: the pieces that are embedded, found and cited.
 *
 * <p>The {@link io.pinakes.ingest.chunk.Chunker} walks a document's sections, packs whole sentences
 * up to a budget of the model's own tokens, and gives {@link io.pinakes.ingest.chunk.Passage}s,
 * each an exact slice of the text. Pure: the same document and options give the same passages
 * anywhere.
 */
@NullMarked
package io.pinakes.ingest.chunk;

import org.jspecify.annotations.NullMarked;
