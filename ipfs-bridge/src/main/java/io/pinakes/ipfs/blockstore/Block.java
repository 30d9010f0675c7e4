package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.VerificationPolicy;
import java.util.Arrays;

/**
 * Bytes and the CID that names them, checked.
 *
 * <p>There are two ways to one: {@link #verified} for bytes that came with a name, {@link #of} for
 * bytes that get one. Whoever holds a block need not hash it again. The array is shared, not
 * copied: nobody writes to it once it is a block.
 */
public final class Block {
  private final Cid cid;
  private final byte[] bytes;

  private Block(Cid cid, byte[] bytes) {
    this.cid = cid;
    this.bytes = bytes;
  }

  /**
   * The gate: hashes the bytes.
   *
   * @throws HashMismatchException if they are not those that the CID names, or if its kind of hash
   *     proves nothing ({@link VerificationPolicy})
   */
  public static Block verified(Cid cid, byte[] bytes) throws HashMismatchException {
    try {
      VerificationPolicy.require(cid);
    } catch (MultiformatException e) {
      throw new HashMismatchException(cid, "its name proves nothing: " + e.getMessage());
    }
    if (!cid.hash().matches(bytes)) {
      throw new HashMismatchException(cid, "its bytes have another hash");
    }
    return new Block(cid, bytes);
  }

  /** Names new content by its SHA-256, in a version 1 CID. */
  public static Block of(long codec, byte[] bytes) {
    return new Block(Cid.of(codec, bytes), bytes);
  }

  /** The block's name. */
  public Cid cid() {
    return cid;
  }

  /** The block's bytes, not to be written to. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes it has. */
  public int size() {
    return bytes.length;
  }

  /** By name and bytes; blocks of one name have the same bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Block that && cid.equals(that.cid) && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return cid.hashCode();
  }

  @Override
  public String toString() {
    return "Block[" + cid + ", " + bytes.length + " bytes]";
  }
}
