package io.pinakes.ipfs.car;

import io.pinakes.ipfs.blockstore.Block;

/**
 * A block, and where it stands in its archive.
 *
 * @param block the block, verified
 * @param offset where the section begins with its length, in bytes from the beginning of the
 *     version 1 payload, which in a version 1 archive is the beginning of all
 * @param blockOffset where the block's own bytes begin, counted likewise
 */
public record CarSection(Block block, long offset, long blockOffset) {}
