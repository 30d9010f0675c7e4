package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Holds bytes against a CID.
 *
 * <p>The policy is boxo's {@code verifcid}: hash functions on a list; digests of 20 bytes at least,
 * so that a cut one is no way to collisions; identity digests of up to 128 bytes, which {@link
 * Multihash} holds.
 */
final class BlockHash {
  private static final int MIN_DIGEST_BYTES = 20;
  private static final long SHA2_512 = 0x13;
  private static final long SHA3_512 = 0x14;
  private static final long SHA3_384 = 0x15;
  private static final long SHA3_256 = 0x16;

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
    String algorithm =
        code == SHA2_512
            ? "SHA-512"
            : code == SHA3_512
                ? "SHA3-512"
                : code == SHA3_384 ? "SHA3-384" : code == SHA3_256 ? "SHA3-256" : "";
    if (algorithm.isEmpty()) {
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
