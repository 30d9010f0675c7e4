/**
 * Garbage collection by reachability: what nothing roots and no job holds goes.
 *
 * <p>{@link io.pinakes.ipfs.gc.Gc} does it, {@link io.pinakes.ipfs.gc.GcRoots} says where it
 * begins, {@link io.pinakes.ipfs.gc.GcReport} what came of it.
 *
 * <p>One block's way: a run begins, and from then on every put and every find under a lease is
 * noted. The roots are read and their links walked, each block into the marked set; what leases
 * hold is walked likewise. What is not in the set is condemned in one step, and removed in batches.
 */
@NullMarked
package io.pinakes.ipfs.gc;

import org.jspecify.annotations.NullMarked;
