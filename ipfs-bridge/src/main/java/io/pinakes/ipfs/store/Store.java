package io.pinakes.ipfs.store;

import java.io.IOException;
import java.util.List;

/**
 * Blocks and tables that change together.
 *
 * <p>Contract, held by {@code StoreContract}:
 *
 * <ul>
 *   <li>A {@link Batch} takes effect whole or not at all, over blocks and tables alike, and
 *       survives a kill of the process once {@code commit} has returned; with {@link
 *       Durability#SYNCED} also the loss of power.
 *   <li>The quota is checked before anything of a batch is written.
 *   <li>A block is handed out only if its bytes hash to its name; else the read throws {@link
 *       io.pinakes.ipfs.blockstore.DamagedBlockException}.
 *   <li>All methods may be called by any number of threads; batches and leases belong to one thread
 *       each at a time.
 *   <li>After {@link #close} every call throws {@link StoreClosedException}.
 * </ul>
 */
public interface Store extends AutoCloseable {
  /** The blocks, by hash. */
  StoreBlocks blocks();

  /**
   * A sorted map from keys to values. A table that was never written is empty, and comes into being
   * with the first batch that puts into it.
   *
   * @param name 1 to 64 characters of {@code a-z}, {@code 0-9} and {@code -}, the first a letter
   */
  Table table(String name);

  /** An empty batch; its blocks are kept from garbage collection only once something roots them. */
  Batch batch();

  /** Begins to keep blocks from garbage collection; close it when what it kept is rooted. */
  Lease lease();

  /** Accounts, and room to be had back. */
  StoreUpkeep upkeep();

  /** What a person should know of how it was opened, in sentences; mostly nothing. */
  default List<String> notes() {
    return List.of();
  }

  /** Whether every write is refused. */
  boolean readOnly();

  /** Releases everything; leases and batches that are still open are void. */
  @Override
  void close() throws IOException;
}
