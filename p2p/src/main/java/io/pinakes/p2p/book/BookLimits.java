package io.pinakes.p2p.book;

/**
 * The limits of a book.
 *
 * @param maxPeers how many peers it knows: 4,096; the one heard of longest ago goes first, those of
 *     the user never
 * @param maxAddresses how many addresses of one: 64; the least believable go first
 */
public record BookLimits(int maxPeers, int maxAddresses) {
  /** The values named above. */
  public static final BookLimits DEFAULT = new BookLimits(4_096, 64);

  /** Checks that each is positive. */
  public BookLimits {
    if (maxPeers < 1 || maxAddresses < 1) {
      throw new IllegalArgumentException("counts are positive");
    }
  }
}
