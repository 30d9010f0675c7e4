package io.pinakes.core.multiformats;

import io.pinakes.core.hash.HashFunction;
import io.pinakes.core.hash.HashFunctions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A digest that says which function made it: {@code varint code | varint length | digest}.
 *
 * <p>Source: multiformats/multihash. Equality is by value; instances are immutable. The digest may
 * be the first bytes of what the function gives.
 */
public final class Multihash implements Comparable<Multihash> {
  /** The digest is the content itself. */
  public static final long IDENTITY = 0x00;

  /** SHA-256, the function of every CID that Pinakes makes. */
  public static final long SHA2_256 = 0x12;

  /**
   * The longest digest accepted from outside, in bytes (IPIP-0512 allows identity digests up to
   * 128).
   */
  public static final int MAX_DIGEST_BYTES = 128;

  private final long code;
  private final byte[] digest;

  private Multihash(long code, byte[] digest) {
    this.code = code;
    this.digest = digest;
  }

  /**
   * Names the digest of a function, which need not be one that Pinakes can compute; the digest is
   * copied.
   *
   * @throws MultiformatException if the digest is longer than {@link #MAX_DIGEST_BYTES}, or the
   *     code negative
   */
  public static Multihash of(long code, byte[] digest) {
    if (code < 0) {
      throw new MultiformatException("hash function [" + code + "] has no varint");
    }
    requireLength(digest.length);
    return new Multihash(code, digest.clone());
  }

  /** Hashes the content. */
  public static Multihash of(HashFunction function, byte[] content) {
    return new Multihash(function.code(), function.digest(content));
  }

  /** Hashes the content with SHA-256. */
  public static Multihash sha256(byte[] content) {
    return new Multihash(SHA2_256, HashFunctions.SHA2_256.digest(content));
  }

  /**
   * The content itself as its own digest.
   *
   * @throws MultiformatException if it is longer than {@link #MAX_DIGEST_BYTES}
   */
  public static Multihash identity(byte[] content) {
    return of(IDENTITY, content);
  }

  /**
   * Reads one multihash and moves the buffer's position behind it.
   *
   * @throws MultiformatException if it is cut short, or its digest is longer than {@link
   *     #MAX_DIGEST_BYTES}
   */
  public static Multihash read(ByteBuffer in) {
    long code = Varint.read(in);
    long length = Varint.read(in);
    requireLength(length);
    if (length > in.remaining()) {
      throw new MultiformatException(
          "digest of [" + length + "] bytes has only [" + in.remaining() + "]");
    }
    byte[] digest = new byte[(int) length];
    in.get(digest);
    return new Multihash(code, digest);
  }

  /**
   * Parses bytes that hold one multihash and nothing else.
   *
   * @throws MultiformatException if they do not
   */
  public static Multihash fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Multihash multihash = read(in);
    if (in.hasRemaining()) {
      throw new MultiformatException("[" + in.remaining() + "] bytes follow the multihash");
    }
    return multihash;
  }

  /** The function's multicodec code. */
  public long code() {
    return code;
  }

  /** A copy of the digest. */
  public byte[] digest() {
    return digest.clone();
  }

  /** The digest's length in bytes. */
  public int digestLength() {
    return digest.length;
  }

  /**
   * Says whether the content has this hash. A short digest is compared with as many bytes of the
   * content's; an empty one matches nothing but an empty identity. Whether a match means anything
   * is {@link VerificationPolicy}'s to say.
   *
   * @throws MultiformatException if Pinakes cannot compute the function, at this length
   */
  public boolean matches(byte[] content) {
    if (code == IDENTITY) {
      return Arrays.equals(digest, content);
    }
    HashFunction function =
        HashFunctions.byCode(code)
            .orElseThrow(
                () ->
                    new MultiformatException(
                        "hash function [0x" + Long.toHexString(code) + "] is unknown"));
    if (digest.length > function.maxDigestBytes()) {
      throw new MultiformatException(
          function + " gives no digest of [" + digest.length + "] bytes");
    }
    return digest.length > 0 && Arrays.equals(digest, function.digest(content, digest.length));
  }

  /** The binary form's length in bytes. */
  public int size() {
    return Varint.size(code) + Varint.size(digest.length) + digest.length;
  }

  /** The binary form. */
  public byte[] toBytes() {
    byte[] out = new byte[size()];
    writeTo(out, 0);
    return out;
  }

  /** Appends the binary form. */
  public void writeTo(ByteArrayOutputStream out) {
    Varint.write(code, out);
    Varint.write(digest.length, out);
    out.writeBytes(digest);
  }

  /** Writes the binary form at an offset, and returns the offset behind it. */
  int writeTo(byte[] out, int offset) {
    int at = Varint.write(digest.length, out, Varint.write(code, out, offset));
    System.arraycopy(digest, 0, out, at, digest.length);
    return at + digest.length;
  }

  @Override
  public int compareTo(Multihash other) {
    int byCode = Long.compare(code, other.code);
    return byCode != 0 ? byCode : Arrays.compareUnsigned(digest, other.digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multihash that
        && code == that.code
        && Arrays.equals(digest, that.digest);
  }

  /**
   * The digest's last four bytes, which are as good as random already; the first are not, in
   * identity hashes of keys. Whoever grinds for collisions meets {@link #compareTo} in the tree
   * that a crowded bucket of a HashMap becomes.
   */
  @Override
  public int hashCode() {
    int hash = (int) code;
    for (int i = Math.max(0, digest.length - 4); i < digest.length; i++) {
      hash = hash << 8 ^ hash >>> 24 ^ digest[i] & 0xff;
    }
    return hash;
  }

  /** The function's number and the digest, both in hexadecimal. */
  @Override
  public String toString() {
    return Long.toHexString(code) + ":" + HexFormat.of().formatHex(digest);
  }

  private static void requireLength(long length) {
    if (length > MAX_DIGEST_BYTES) {
      throw new MultiformatException("digest of [" + length + "] bytes is too long");
    }
  }
}
