/**
 * Approximate search, measured. {@link io.pinakes.benchmarks.ann.VectorFiles} reads vectors, {@link
 * io.pinakes.benchmarks.ann.AnnBench} builds one index a packing and asks it at each beam, {@code
 * FaissPeer} gives faiss the same task, and {@link io.pinakes.benchmarks.ann.AnnCommand} prints who
 * is how quick at which recall.
 */
@NullMarked
package io.pinakes.benchmarks.ann;

import org.jspecify.annotations.NullMarked;
