package io.pinakes.ipfs.store;

/**
 * How a store is opened.
 *
 * @param access reading beside a writer, or writing alone
 * @param quotaBytes the most that the blocks may take together, in bytes before compression
 */
public record StoreOptions(Access access, long quotaBytes) {
  /** No quota. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Writing, without a quota. */
  public static final StoreOptions DEFAULTS = new StoreOptions(Access.WRITE, UNLIMITED);

  /** Reading beside a writer. */
  public static final StoreOptions READ_ONLY = new StoreOptions(Access.READ, UNLIMITED);

  /** Who else may have the store open. */
  public enum Access {
    /** Reads only, beside any number of readers and one writer. */
    READ,
    /** Reads and writes, beside readers only; creates the store if it is not there. */
    WRITE,
    /**
     * Writes, and goes on from before a damage of the log that the others refuse, and with what can
     * be read of damaged files; {@link Store#notes} says what was given up.
     */
    REPAIR
  }

  /** Checks the quota. */
  public StoreOptions {
    if (quotaBytes < 0) {
      throw new IllegalArgumentException("quota [" + quotaBytes + "] is negative");
    }
  }

  /** The same with another quota. */
  public StoreOptions withQuotaBytes(long bytes) {
    return new StoreOptions(access, bytes);
  }
}
