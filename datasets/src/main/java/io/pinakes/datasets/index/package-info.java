/**
 * The searchable form of each dataset, kept in step with its manifest.
 *
 * <p>{@link io.pinakes.datasets.index.IndexFollower} compares the manifest that an index carries
 * with the one that the dataset is at, and brings it up by walking what differs, or builds it again
 * from blocks. {@link io.pinakes.datasets.index.Indexes} keeps them open. What an index is made
 * with is behind {@link io.pinakes.datasets.index.IndexKind}.
 */
@NullMarked
package io.pinakes.datasets.index;

import org.jspecify.annotations.NullMarked;
