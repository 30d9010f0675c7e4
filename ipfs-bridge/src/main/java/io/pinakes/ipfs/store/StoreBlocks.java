package io.pinakes.ipfs.store;

import io.pinakes.ipfs.blockstore.BlockInventory;
import io.pinakes.ipfs.blockstore.Blockstore;
import io.pinakes.ipfs.blockstore.BulkBlockReader;

/**
 * All that a store can do with blocks. They are kept by multihash: one entry serves every CID of
 * the same bytes and hash function, whatever its version and codec (decision 0030).
 */
public interface StoreBlocks extends Blockstore, BulkBlockReader, BlockInventory {}
