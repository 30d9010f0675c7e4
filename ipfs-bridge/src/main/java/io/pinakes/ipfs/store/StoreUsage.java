package io.pinakes.ipfs.store;

/**
 * How much is stored.
 *
 * @param blocks live blocks
 * @param bytes their bytes, before compression
 * @param quotaBytes the most that {@code bytes} may become; {@link StoreOptions#UNLIMITED} if
 *     nothing limits it
 */
public record StoreUsage(long blocks, long bytes, long quotaBytes) {
  /** Checks that nothing is negative. */
  public StoreUsage {
    if (blocks < 0 || bytes < 0 || quotaBytes < 0) {
      throw new IllegalArgumentException(
          "negative usage [" + blocks + ", " + bytes + ", " + quotaBytes + "]");
    }
  }
}
