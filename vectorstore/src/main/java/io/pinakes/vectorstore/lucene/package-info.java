/**
 * {@link io.pinakes.vectorstore.ChunkIndex} on Lucene: the only package that knows it.
 *
 * <p>{@link io.pinakes.vectorstore.lucene.LuceneChunkIndex} owns the folder and its writer. A
 * commit becomes a view that all snapshots of it share; a search resolves its filter to bits over
 * documents, plans each segment (graph or comparing all), nominates, and ranks the nominated in
 * full precision.
 */
@NullMarked
package io.pinakes.vectorstore.lucene;

import org.jspecify.annotations.NullMarked;
