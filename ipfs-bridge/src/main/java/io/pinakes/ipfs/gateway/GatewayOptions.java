package io.pinakes.ipfs.gateway;

import io.pinakes.ipfs.scratch.Scratch;

/**
 * What a gateway offers, and how far it goes.
 *
 * @param deserialized whether files and folders are shown, or only what can be verified
 * @param maxRememberedBlocks how many blocks one archive remembers not to send twice, at up to 40
 *     bytes each
 * @param maxListedEntries how many entries of a folder one page shows
 * @param scratch where blocks are remembered
 */
public record GatewayOptions(
    boolean deserialized, int maxRememberedBlocks, int maxListedEntries, Scratch scratch) {
  /** Blocks, archives and records alone: what strangers may verify. 10 MiB an archive at most. */
  public static final GatewayOptions TRUSTLESS =
      new GatewayOptions(false, 1 << 18, 10_000, Scratch.HEAP);

  /** Files and folders as well, for a browser on the same machine. */
  public static final GatewayOptions BROWSER =
      new GatewayOptions(true, 1 << 18, 10_000, Scratch.HEAP);

  /** Checks that the limits let something through. */
  public GatewayOptions {
    if (maxRememberedBlocks < 1 || maxListedEntries < 1) {
      throw new IllegalArgumentException(
          "limits of ["
              + maxRememberedBlocks
              + "] blocks and ["
              + maxListedEntries
              + "] entries let nothing through");
    }
  }

  /** The same, which remembers elsewhere. */
  public GatewayOptions withScratch(Scratch other) {
    return new GatewayOptions(deserialized, maxRememberedBlocks, maxListedEntries, other);
  }
}
