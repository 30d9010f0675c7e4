/**
 * A sorted tree whose shape its content decides: the same entries give the same root in whatever
 * order they came, two trees are compared by walking what differs, and membership is proved by one
 * path of nodes.
 *
 * <p>Main types: {@link io.pinakes.datasets.model.tree.SearchTree} reads a tree and compares two,
 * {@link io.pinakes.datasets.model.tree.TreeEditor} makes one out of another, {@link
 * io.pinakes.datasets.model.tree.TreeProof} convinces somebody who holds only the root. What the
 * entries are is said by an {@link io.pinakes.datasets.model.tree.EntryShape}.
 *
 * <p>One entry's way: the editor takes it in the order of keys, the boundary rule says whether it
 * ends its node, the node becomes a block, and the block's name, its first key and its number of
 * entries become an entry of the level above.
 */
@NullMarked
package io.pinakes.datasets.model.tree;

import org.jspecify.annotations.NullMarked;
