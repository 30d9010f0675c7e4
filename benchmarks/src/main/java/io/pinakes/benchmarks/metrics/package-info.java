/**
 * How good a ranking is, by the definitions of trec_eval. {@link
 * io.pinakes.benchmarks.metrics.Qrels} say what is relevant, a {@link
 * io.pinakes.benchmarks.metrics.Run} what was found; an {@link
 * io.pinakes.benchmarks.metrics.Evaluation} holds each {@link
 * io.pinakes.benchmarks.metrics.Measure} for each query, and {@link
 * io.pinakes.benchmarks.metrics.Resampling} says how far a mean or a difference can be trusted.
 * Pure: no file, clock or unseeded randomness.
 */
@NullMarked
package io.pinakes.benchmarks.metrics;

import org.jspecify.annotations.NullMarked;
