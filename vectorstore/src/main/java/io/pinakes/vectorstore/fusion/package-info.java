/**
 * Several rankings in, one out; no I/O, no clock, no Lucene.
 *
 * <p>Each {@link io.pinakes.vectorstore.fusion.Stage} brings its hits; a {@link
 * io.pinakes.vectorstore.fusion.Fusion} scores every chunk that any of them found and keeps what
 * each said, for {@code --explain}. {@link io.pinakes.vectorstore.fusion.NearDuplicates} then folds
 * hits that say the same into the best of them.
 */
@NullMarked
package io.pinakes.vectorstore.fusion;

import org.jspecify.annotations.NullMarked;
