/**
 * How fast texts become vectors, beside others who do the same with the same model file. {@link
 * io.pinakes.benchmarks.embedding.EmbeddingCommand} makes the texts, starts each contender in a
 * process of its own, so that none sees the others' settings, and prints rates, ratios and the
 * latency of one question.
 */
@NullMarked
package io.pinakes.benchmarks.embedding;

import org.jspecify.annotations.NullMarked;
