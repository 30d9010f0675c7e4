package io.pinakes.core.multiformats;

import io.pinakes.core.hash.HashFunction;
import io.pinakes.core.hash.HashFunctions;

/**
 * Which hashes prove anything about content from strangers. The rule of boxo's {@code verifcid}: a
 * function of its allow-list ({@link HashFunction#trusted()}) and a digest of 20 to 128 bytes; or
 * the identity, up to 128 bytes (IPIP-0512).
 *
 * <p>The gate through which blocks enter a store asks here before it hashes.
 */
public final class VerificationPolicy {
  /** The shortest digest that is believed, in bytes; what is shorter can be forged. */
  public static final int MIN_DIGEST_BYTES = 20;

  private VerificationPolicy() {}

  /**
   * Refuses a name that content could be forged for, or that cannot be checked.
   *
   * @throws MultiformatException that says why, with the CID
   */
  public static void require(Cid cid) {
    Multihash hash = cid.hash();
    if (hash.code() == Multihash.IDENTITY) {
      return; // its length was bounded when it was made
    }
    HashFunction function =
        HashFunctions.byCode(hash.code())
            .filter(HashFunction::trusted)
            .orElseThrow(
                () ->
                    new MultiformatException(
                        "hash function [0x"
                            + Long.toHexString(hash.code())
                            + "] of ["
                            + cid
                            + "] is not one to trust"));
    int length = hash.digestLength();
    if (length < MIN_DIGEST_BYTES || length > function.maxDigestBytes()) {
      throw new MultiformatException(
          "digest of [" + length + "] bytes in [" + cid + "] is not one of " + function);
    }
  }
}
