package io.pinakes.core.hash;

/**
 * A function from content to digest. Immutable and safe for all threads.
 *
 * <p>Multihashes may hold a digest that is shorter than the function's own: its first bytes. The
 * extendable ones (SHAKE, BLAKE3) give any length up to {@link #maxDigestBytes()} and have a
 * default.
 */
public final class HashFunction {
  private final long code;
  private final String name;
  private final int digestBytes;
  private final int maxDigestBytes;
  private final boolean trusted;
  private final Algorithm algorithm;

  HashFunction(
      long code,
      String name,
      int digestBytes,
      int maxDigestBytes,
      boolean trusted,
      Algorithm algorithm) {
    this.code = code;
    this.name = name;
    this.digestBytes = digestBytes;
    this.maxDigestBytes = maxDigestBytes;
    this.trusted = trusted;
    this.algorithm = algorithm;
  }

  /** The multicodec number. */
  public long code() {
    return code;
  }

  /** The multicodec name, such as {@code sha2-256}. */
  public String name() {
    return name;
  }

  /** The length of a digest unless asked otherwise, in bytes. */
  public int digestBytes() {
    return digestBytes;
  }

  /** The longest digest, in bytes. */
  public int maxDigestBytes() {
    return maxDigestBytes;
  }

  /**
   * Whether content found under such a hash may be believed to be what was named. The list is that
   * of boxo's {@code verifcid}; it has SHA-1, for the sake of git, and no MurmurHash.
   */
  public boolean trusted() {
    return trusted;
  }

  /** The digest of the content, {@link #digestBytes()} long. */
  public byte[] digest(byte[] content) {
    return algorithm.digest(content, digestBytes);
  }

  /**
   * The digest of the content at another length.
   *
   * @param length 1 to {@link #maxDigestBytes()}, in bytes
   */
  public byte[] digest(byte[] content, int length) {
    if (length < 1 || length > maxDigestBytes) {
      throw new IllegalArgumentException(name + " gives no digest of [" + length + "] bytes");
    }
    return algorithm.digest(content, length);
  }

  @Override
  public String toString() {
    return name;
  }

  /** What does the work; the length is within the function's limits. */
  @FunctionalInterface
  interface Algorithm {
    byte[] digest(byte[] content, int length);
  }
}
