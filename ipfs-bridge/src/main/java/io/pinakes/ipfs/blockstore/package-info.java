/**
 * Blocks and where they are kept: {@link io.pinakes.ipfs.blockstore.Block}, {@link
 * io.pinakes.ipfs.blockstore.BlockReader}, {@link io.pinakes.ipfs.blockstore.Blockstore}.
 *
 * <p>One block's way: bytes with a name come from outside, {@link
 * io.pinakes.ipfs.blockstore.Block#verified} hashes them, the store keeps them, and readers behind
 * that gate trust what they get.
 */
@NullMarked
package io.pinakes.ipfs.blockstore;

import org.jspecify.annotations.NullMarked;
