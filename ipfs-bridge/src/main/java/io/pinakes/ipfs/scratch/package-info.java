/**
 * What is remembered of each block while many are walked, written or collected, kept beside the
 * heap: sets of fixed rows, whose first megabyte is in the heap and whose rest is in files that are
 * mapped, have no name and are gone with the process (decision 0144).
 *
 * <p>Main types: {@link io.pinakes.ipfs.scratch.Scratch} gives room, {@link
 * io.pinakes.ipfs.scratch.RowSet} fills it, {@link io.pinakes.ipfs.scratch.MarkedSet} is one of
 * blocks.
 *
 * <p>One item's way: a CID becomes 16 bytes, they are looked for in each table of the set, and put
 * into the last if they are in none.
 */
@NullMarked
package io.pinakes.ipfs.scratch;

import org.jspecify.annotations.NullMarked;
