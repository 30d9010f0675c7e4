package io.pinakes.ipfs.ipld;

/**
 * What a decoder takes from a stranger.
 *
 * @param maxBlockBytes the largest block that is parsed, in bytes. Parsing allocates up to some
 *     eighty bytes for each byte of the most adverse block
 * @param maxDepth how many maps and lists may stand inside each other, the outermost included.
 *     Decoders recurse, and this bounds their stack
 */
public record IpldLimits(int maxBlockBytes, int maxDepth) {
  /**
   * 4 MiB, the longest message that bitswap carries, so that no larger block can come from a peer;
   * and 128 levels, of which published data uses some tens. A level has been seen to take two
   * kilobytes of stack, in a method that the compiler had only half done with, so that these take a
   * quarter of the megabyte that a thread has.
   */
  public static final IpldLimits DEFAULT = new IpldLimits(4 << 20, 128);

  /** Checks that both limits let something through. */
  public IpldLimits {
    if (maxBlockBytes < 1 || maxDepth < 1) {
      throw new IllegalArgumentException(
          "limits of ["
              + maxBlockBytes
              + "] bytes and depth ["
              + maxDepth
              + "] let nothing through");
    }
  }

  /**
   * Refuses a block that is too long.
   *
   * @throws CodecException if it is
   */
  public void checkBlock(int bytes) throws CodecException {
    if (bytes > maxBlockBytes) {
      throw new CodecException(
          "block of [" + bytes + "] bytes is over the limit of [" + maxBlockBytes + "]");
    }
  }
}
