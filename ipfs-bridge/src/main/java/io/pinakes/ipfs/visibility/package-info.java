/**
 * Which blocks may be shown to others: those that are reachable from a public root, and no other,
 * however they came into the store.
 *
 * <p>{@link io.pinakes.ipfs.visibility.Visibility} keeps the set in a table and answers by looking
 * one key up. {@link io.pinakes.ipfs.visibility.PublicBlocks} is the gate that whatever serves
 * blocks to others reads through.
 *
 * <p>One block's way: a root is made public, its links are counted and queued, each queued block is
 * read and its links counted in turn, until nothing is queued. When the root is withdrawn, the same
 * way is walked counting down, and what comes to zero is private again. {@link
 * io.pinakes.ipfs.visibility.VisibilityCheck} holds the counts against a walk.
 */
@NullMarked
package io.pinakes.ipfs.visibility;

import org.jspecify.annotations.NullMarked;
