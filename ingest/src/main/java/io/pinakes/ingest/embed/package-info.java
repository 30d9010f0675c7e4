/**
 * Texts to vectors.
 *
 * <p>{@link io.pinakes.ingest.embed.Models} knows the models of one home: the built-in ones and
 * those imported from a folder. Opening one gives an {@link io.pinakes.ingest.embed.Embedder},
 * which turns one text at a time into one vector of length one, on the caller's thread, and whose
 * {@link io.pinakes.ingest.embed.TokenCounter} tells the chunker how much fits. What a vector means
 * is fixed by its {@link io.pinakes.core.knowledge.ModelSpec}.
 *
 * <p>Nothing here opens a connection: models come from jars and from the home's folder.
 */
@NullMarked
package io.pinakes.ingest.embed;

import org.jspecify.annotations.NullMarked;
