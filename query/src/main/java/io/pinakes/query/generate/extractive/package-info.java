/**
 * Answers without a language model: the sentences that answer, quoted as they stand. Every sentence
 * of the passages becomes a {@link io.pinakes.query.generate.extractive.Candidate} with features, a
 * {@link io.pinakes.query.generate.extractive.SentenceRanking} orders them, and {@link
 * io.pinakes.query.generate.extractive.Evidence} says whether the best of them is an answer at all.
 */
@NullMarked
package io.pinakes.query.generate.extractive;

import org.jspecify.annotations.NullMarked;
