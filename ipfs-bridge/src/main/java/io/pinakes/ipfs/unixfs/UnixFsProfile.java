package io.pinakes.ipfs.unixfs;

/**
 * How a tree is laid out, so that the same files have the same CID wherever they are added
 * (IPIP-0499).
 *
 * @param name the profile's name
 * @param cidVersion of nodes
 * @param rawLeaves whether leaves are raw blocks, whose CIDs have version 1, or dag-pb files
 * @param chunkBytes the length of all leaves but a file's last
 * @param width the most links of a file's node
 * @param hamtThresholdBytes a folder larger than this is spread over a trie
 * @param hamtMeasure what of the folder is held against the threshold
 */
public record UnixFsProfile(
    String name,
    int cidVersion,
    boolean rawLeaves,
    int chunkBytes,
    int width,
    int hamtThresholdBytes,
    HamtMeasure hamtMeasure) {
  /** The profile to use: CIDv1, raw leaves of 1 MiB, 1,024 links. */
  public static final UnixFsProfile V1_2025 =
      new UnixFsProfile("unixfs-v1-2025", 1, true, 1 << 20, 1024, 256 << 10, HamtMeasure.BLOCK);

  /** What Kubo does if nobody tells it otherwise: CIDv0, leaves of 256 KiB, 174 links. */
  public static final UnixFsProfile V0_2015 =
      new UnixFsProfile("unixfs-v0-2015", 0, false, 256 << 10, 174, 256 << 10, HamtMeasure.LINKS);

  /** How large a folder is. */
  public enum HamtMeasure {
    /** As many bytes as its block would have. */
    BLOCK,
    /** As many bytes as the names and the CIDs of its entries have together. */
    LINKS
  }

  /** Checks that a tree can be built. */
  public UnixFsProfile {
    if (cidVersion != 0 && cidVersion != 1) {
      throw new IllegalArgumentException("CID version [" + cidVersion + "] is not 0 or 1");
    }
    if (chunkBytes < 1 || width < 2 || hamtThresholdBytes < 0) {
      throw new IllegalArgumentException(
          "chunks of [" + chunkBytes + "] bytes and [" + width + "] links make no tree");
    }
  }
}
