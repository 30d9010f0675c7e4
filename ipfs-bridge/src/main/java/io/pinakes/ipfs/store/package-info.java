/**
 * The one place in which a home keeps what it knows: content-addressed blocks, and named tables of
 * sorted keys beside them, changed together by atomic batches.
 *
 * <p>Main types: {@link io.pinakes.ipfs.store.Store} hands out {@link
 * io.pinakes.ipfs.store.StoreBlocks} and {@link io.pinakes.ipfs.store.Table}s to read, {@link
 * io.pinakes.ipfs.store.Batch} to write, and {@link io.pinakes.ipfs.store.Lease} to keep blocks
 * from a garbage collection that runs meanwhile. {@link io.pinakes.ipfs.store.MemoryStore} keeps
 * all of it in memory; {@code store.rocksdb} keeps it in RocksDB.
 *
 * <p>One item's way: bytes become a {@link io.pinakes.ipfs.blockstore.Block} by hashing, the block
 * goes into a batch together with the table entry that refers to it, the batch is checked against
 * the quota and committed whole, and a later read hashes the bytes again before it hands them out.
 */
@NullMarked
package io.pinakes.ipfs.store;

import org.jspecify.annotations.NullMarked;
