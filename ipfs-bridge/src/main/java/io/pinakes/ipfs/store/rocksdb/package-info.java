/**
 * The store on RocksDB: {@link io.pinakes.ipfs.store.rocksdb.RocksStore#open} is all that others
 * need.
 *
 * <p>A store's folder holds {@code store.format}, one line of text that is read before anything
 * else, and {@code rocksdb/}, the database: a column family for each space of {@link
 * io.pinakes.ipfs.store.Engine}, the blocks' with values of 1 KiB and more in blob files. Blocks of
 * 64 KiB and more are in {@code packs/}, and the database has rows that say where ({@code
 * PackedBlocks}).
 *
 * <p>All but blocks and their accounts is there twice, the second time in the column family {@code
 * copies}; a repair of a damaged store reads that ({@code Salvage}).
 *
 * <p>One batch's way: {@code PackedBlocks} appends its large blocks to a pack and brings them to
 * the disk; {@code RocksEngine} makes a write batch of the changes, the open {@code RocksSession}
 * appends it to the log and, if asked, syncs that; later the memory tables are flushed to sorted
 * files and the values to blob files. A write that fails retires the session, and the next one
 * opens a new one, which replays the log.
 */
@NullMarked
package io.pinakes.ipfs.store.rocksdb;

import org.jspecify.annotations.NullMarked;
