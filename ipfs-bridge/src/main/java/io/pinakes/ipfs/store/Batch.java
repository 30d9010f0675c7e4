package io.pinakes.ipfs.store;

import io.pinakes.ipfs.blockstore.Block;
import java.io.IOException;

/**
 * Changes that take effect together. Nothing is visible before {@link #commit}; of two changes of
 * one key the later counts. A batch holds at most {@link StoreLimits#MAX_BATCH_BYTES}; a longer
 * piece of work is several batches, the one that roots it last.
 */
public interface Batch {
  /**
   * Adds a block; one that is already there costs nothing.
   *
   * @throws IllegalArgumentException if it is longer than {@link StoreLimits#MAX_BLOCK_BYTES}
   * @throws IllegalStateException if the batch is full or committed
   */
  void putBlock(Block block);

  /** Sets a key of a table. */
  void put(Table table, byte[] key, byte[] value);

  /** Removes a key of a table, if it is there. */
  void delete(Table table, byte[] key);

  /**
   * Removes the keys of a table from {@code from} up to, without, {@code to}; none if that is not
   * behind.
   */
  void deleteRange(Table table, byte[] from, byte[] to);

  /**
   * Makes the changes, all or none. A batch is committed once.
   *
   * @throws QuotaExceededException if its new blocks do not fit into the quota; nothing is written,
   *     and the batch may be committed again when there is room
   * @throws StoreFullException if the disk is full
   * @throws StoreException if the store cannot be written. The batch is then in the store whole or
   *     not at all, and the store goes on by itself, at the next commit, when the cause is gone
   */
  void commit(Durability durability) throws IOException;
}
