package io.pinakes.ipfs.store;

import io.pinakes.ipfs.blockstore.BlockInventory;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.Blockstore;
import io.pinakes.ipfs.blockstore.BulkBlockReader;

/**
 * All that a store can do with blocks. They are kept by multihash: one entry serves every CID of
 * the same bytes and hash function, whatever its version and codec (decision 0030).
 */
public interface StoreBlocks extends Blockstore, BulkBlockReader, BlockInventory {
  /**
   * The same blocks, without their hash being computed: what damages files is found by the store's
   * own checksums. For those who hand blocks on to somebody who hashes them, or do so themselves.
   */
  BlockReader unhashed();
}
