package io.pinakes.core.multiformats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A digest that says which function made it: {@code varint code | varint length | digest}.
 *
 * <p>Source: multiformats/multihash. Equality is by value; instances are immutable.
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

  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(Multihash::newSha256);

  private final long code;
  private final byte[] digest;

  private Multihash(long code, byte[] digest) {
    this.code = code;
    this.digest = digest;
  }

  /** Names the digest of a function; the digest is copied. */
  public static Multihash of(long code, byte[] digest) {
    if (digest.length > MAX_DIGEST_BYTES) {
      throw new MultiformatException("digest of [" + digest.length + "] bytes is too long");
    }
    return new Multihash(code, digest.clone());
  }

  /** Hashes the content with SHA-256. */
  public static Multihash sha256(byte[] content) {
    return new Multihash(SHA2_256, SHA256.get().digest(content));
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
    if (length > MAX_DIGEST_BYTES) {
      throw new MultiformatException("digest of [" + length + "] bytes is too long");
    }
    if (length > in.remaining()) {
      throw new MultiformatException(
          "digest of [" + length + "] bytes has only [" + in.remaining() + "]");
    }
    byte[] digest = new byte[(int) length];
    in.get(digest);
    return new Multihash(code, digest);
  }

  /** Parses bytes that hold one multihash and nothing else. */
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

  /** The binary form. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(digest.length + 4);
    writeTo(out);
    return out.toByteArray();
  }

  /** Appends the binary form. */
  public void writeTo(ByteArrayOutputStream out) {
    Varint.write(code, out);
    Varint.write(digest.length, out);
    out.writeBytes(digest);
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

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest) * 31 + Long.hashCode(code);
  }

  @Override
  public String toString() {
    return Long.toHexString(code) + ":" + HexFormat.of().formatHex(digest);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
