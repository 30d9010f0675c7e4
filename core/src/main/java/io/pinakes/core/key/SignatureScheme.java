package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;

/**
 * How one type of key is checked, signs and verifies. Stateless and safe for all threads.
 *
 * <p>The schemes of the JDK are built in. A scheme that needs a library, or that is faster than the
 * JDK's, is named in {@code META-INF/services} and takes precedence over the built-in one of its
 * type; where both exist they agree on every signature that an honest signer makes. The JDK has no
 * secp256k1, so those keys need such a scheme.
 *
 * <p>All byte arrays are the {@code data} of the key's protobuf; implementations neither keep nor
 * change them.
 */
public interface SignatureScheme {
  /** The type of keys that this scheme serves. */
  KeyType type();

  /**
   * Checks the shape of a public key that may come from a stranger: canonical encoding, allowed
   * sizes.
   *
   * @throws MultiformatException if it is malformed
   */
  void requirePublic(byte[] publicKey);

  /**
   * Brings a private key into its canonical form; older forms of the same key are accepted.
   *
   * @throws MultiformatException if it is malformed
   */
  byte[] canonicalPrivate(byte[] privateKey);

  /** Derives the public key of a canonical private one. */
  byte[] publicOf(byte[] privateKey);

  /** Signs a message with a canonical private key. */
  byte[] sign(byte[] privateKey, byte[] message);

  /**
   * Says whether the signature is the key's over the message. A malformed signature is not, nor is
   * any by a key that names no point of its curve.
   */
  boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
