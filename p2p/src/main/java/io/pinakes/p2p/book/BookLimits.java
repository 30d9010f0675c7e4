package io.pinakes.p2p.book;

/**
 * The limits of a book. It outlives connections and is charged to nobody, so its size is bounded by
 * what it takes of the heap, and not by how many it knows alone.
 *
 * @param maxPeers how many peers it knows: 4,096; the one heard of longest ago goes first, those of
 *     the user never
 * @param maxAddresses how many addresses of one: 64; the least believable go first
 * @param maxBytes what those may take of the heap that are not the user's: 8 KiB, some 20 of TCP or
 *     8 of WebTransport
 */
public record BookLimits(int maxPeers, int maxAddresses, int maxBytes) {
  /** The values named above. */
  public static final BookLimits DEFAULT = new BookLimits(4_096, 64, 8 * 1024);

  /** Checks that each is positive. */
  public BookLimits {
    if (maxPeers < 1 || maxAddresses < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("counts are positive");
    }
  }
}
