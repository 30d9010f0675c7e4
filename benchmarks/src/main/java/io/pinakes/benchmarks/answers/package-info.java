/**
 * How good the answers by quotation are. {@link io.pinakes.benchmarks.answers.SquadFile} reads the
 * questions, {@link io.pinakes.benchmarks.answers.AnswersBench} asks them of all paragraphs
 * together, {@link io.pinakes.benchmarks.answers.Logistic} fits and {@link
 * io.pinakes.benchmarks.answers.Refusals} judges when it is better to say nothing.
 */
@NullMarked
package io.pinakes.benchmarks.answers;

import org.jspecify.annotations.NullMarked;
