/**
 * Which documents hold a chunk: the documents' lists of chunks, turned round. Derived from the
 * manifest that a dataset is at, and brought up to it by walking what differs.
 *
 * <p>{@link io.pinakes.datasets.holders.Holders} is the table, {@link
 * io.pinakes.datasets.holders.Delta} the difference between two versions, chunk by chunk: what
 * vectors, statistics and the index need to know of a change.
 */
@NullMarked
package io.pinakes.datasets.holders;

import org.jspecify.annotations.NullMarked;
