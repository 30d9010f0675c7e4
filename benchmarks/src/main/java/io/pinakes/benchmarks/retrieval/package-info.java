/**
 * Retrieval measured on a collection in BEIR's layout. A {@link
 * io.pinakes.benchmarks.retrieval.BeirFolder} is read, its questions are asked, the rankings become
 * a {@link io.pinakes.benchmarks.metrics.Run}, which is measured against the judgements and can be
 * written as a TREC run file.
 */
@NullMarked
package io.pinakes.benchmarks.retrieval;

import org.jspecify.annotations.NullMarked;
