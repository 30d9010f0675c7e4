/**
 * How large passages should be, measured. {@link io.pinakes.benchmarks.chunking.ChunkingBenchmark}
 * chunks corpora with several budgets and overlaps, embeds the passages, asks questions whose
 * answers are marked in the text, and counts how much of the marked text the first passages hold,
 * and how much else. {@link io.pinakes.benchmarks.chunking.ChunkingCommand} is its command line.
 */
@NullMarked
package io.pinakes.benchmarks.chunking;

import org.jspecify.annotations.NullMarked;
