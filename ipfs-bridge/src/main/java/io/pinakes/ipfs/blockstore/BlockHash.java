package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * Holds bytes against a CID.
 *
 * <p>The policy is boxo's {@code verifcid}: hash functions on a list; digests of 20 bytes at least,
 * so that a cut one is no way to collisions; identity digests of up to 128 bytes, which {@link
 * Multihash} holds.
 */
final class BlockHash {
  private static final int MIN_DIGEST_BYTES = 20;

  /** Code 0xb201 is BLAKE2b of one byte, 0xb240 of 64. */
  private static final long BLAKE2B_0 = 0xb200;

  private static final Map<Long, String> JDK_ALGORITHMS =
      Map.of(
          0x13L, "SHA-512",
          0x14L, "SHA3-512",
          0x15L, "SHA3-384",
          0x16L, "SHA3-256",
          0x17L, "SHA3-224",
          0x20L, "SHA-384");

  private BlockHash() {}

  static void verify(Cid cid, byte[] bytes) throws HashMismatchException {
    Multihash named = cid.hash();
    byte[] expected = named.digest();
    if (named.code() == Multihash.IDENTITY) {
      if (!MessageDigest.isEqual(expected, bytes)) {
        throw new HashMismatchException(cid, "its bytes are not the identity digest");
      }
      return;
    }
    byte[] actual = digest(cid, bytes);
    if (expected.length < MIN_DIGEST_BYTES || expected.length > actual.length) {
      throw new HashMismatchException(
          cid, "digest of [" + expected.length + "] bytes is not 20 to " + actual.length);
    }
    for (int i = 0; i < expected.length; i++) {
      if (actual[i] != expected[i]) {
        throw new HashMismatchException(cid, "its bytes have another hash");
      }
    }
  }

  private static byte[] digest(Cid cid, byte[] bytes) throws HashMismatchException {
    long code = cid.hash().code();
    if (code == Multihash.SHA2_256) {
      return Multihash.sha256(bytes).digest();
    }
    if (code > BLAKE2B_0 && code <= BLAKE2B_0 + 64) {
      // The family has a code for each length, and the length is part of what is hashed.
      return Blake2b.digest(bytes, (int) (code - BLAKE2B_0));
    }
    String algorithm = JDK_ALGORITHMS.get(code);
    if (algorithm == null) {
      throw new HashMismatchException(
          cid, "hash function [0x" + Long.toHexString(code) + "] is not one that is checked here");
    }
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no [" + algorithm + "]", e);
    }
  }
}
