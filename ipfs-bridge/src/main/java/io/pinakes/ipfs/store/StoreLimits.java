package io.pinakes.ipfs.store;

/** What a store takes at most; each bounds memory that a stranger's data could ask for. */
public final class StoreLimits {
  /**
   * The longest block. Peers exchange blocks of up to 2 MiB (bitswap); twice that leaves room for
   * files of other tools.
   */
  public static final int MAX_BLOCK_BYTES = 4 << 20;

  /** The longest key of a table: a path of 4 KiB, a few hashes and a name fit. */
  public static final int MAX_KEY_BYTES = 8 << 10;

  /** The longest value of a table; what is longer is a block. */
  public static final int MAX_VALUE_BYTES = 4 << 20;

  /**
   * The largest batch, keys and values together: it is held in memory twice while it is written.
   */
  public static final int MAX_BATCH_BYTES = 16 << 20;

  /** The most tables: each costs a little memory and time at every start. */
  public static final int MAX_TABLES = 64;

  private StoreLimits() {}
}
