package io.pinakes.ipfs.gateway;

/**
 * What a gateway offers, and how far it goes.
 *
 * @param deserialized whether files and folders are shown, or only what can be verified
 * @param maxRememberedBlocks how many blocks one archive remembers not to send twice, at up to 64
 *     bytes each
 * @param maxListedEntries how many entries of a folder one page shows
 */
public record GatewayOptions(boolean deserialized, int maxRememberedBlocks, int maxListedEntries) {
  /** Blocks, archives and records alone: what strangers may verify. 16 MiB an archive at most. */
  public static final GatewayOptions TRUSTLESS = new GatewayOptions(false, 1 << 18, 10_000);

  /** Files and folders as well, for a browser on the same machine. */
  public static final GatewayOptions BROWSER = new GatewayOptions(true, 1 << 18, 10_000);

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
}
