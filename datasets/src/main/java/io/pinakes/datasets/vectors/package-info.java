/**
 * Where the vectors of chunks are: staged one by one while a run embeds, then sealed into blocks.
 *
 * <p>{@link io.pinakes.datasets.vectors.StagedVectors} keeps what was embedded and is in no block
 * yet, {@link io.pinakes.datasets.vectors.VectorRows} knows the blocks that have a chunk's row,
 * {@link io.pinakes.datasets.vectors.VectorFinder} asks both, and {@link
 * io.pinakes.datasets.vectors.VectorSealer} makes the list of one version out of that of another.
 *
 * <p>One vector's way: the embedder gives it, it is staged as half floats, the sealer puts it into
 * a block with others in the order of their chunks' names, its place is noted, and what was staged
 * is forgotten when a head names the block. From then on nothing ever embeds that text again.
 */
@NullMarked
package io.pinakes.datasets.vectors;

import org.jspecify.annotations.NullMarked;
