/**
 * The searchable form of a dataset: chunks with their vectors and texts, and the documents that
 * hold them.
 *
 * <p>{@link io.pinakes.vectorstore.ChunkIndex} is the role; {@link
 * io.pinakes.vectorstore.MemoryChunkIndex} compares everything with everything, {@code
 * lucene.LuceneChunkIndex} keeps files. A change goes through an {@link
 * io.pinakes.vectorstore.IndexUpdate} and is visible at its commit, which names the manifest that
 * the index now follows. A search opens an {@link io.pinakes.vectorstore.IndexSnapshot}, resolves
 * its {@link io.pinakes.vectorstore.Filter} to documents, ranks their chunks by vector and by text,
 * and hands both lists to {@code fusion}.
 */
@NullMarked
package io.pinakes.vectorstore;

import org.jspecify.annotations.NullMarked;
