/**
 * Graphs of blocks as wholes: {@link io.pinakes.ipfs.graph.Graph} walks all that is below a root
 * and finds out what is missing, {@link io.pinakes.ipfs.graph.Completer} gets it from elsewhere.
 *
 * <p>What is to be kept goes through both: completed under a lease, then walked under it, and only
 * then pinned.
 */
@NullMarked
package io.pinakes.ipfs.graph;

import org.jspecify.annotations.NullMarked;
