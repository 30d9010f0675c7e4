package io.pinakes.core.key;

/**
 * How one type of key signs and verifies. Stateless and safe for all threads.
 *
 * <p>The schemes of the JDK are built in. A scheme that needs a library, or that is faster than the
 * JDK's, is named in {@code META-INF/services} and takes precedence over the built-in one of its
 * type; where both exist they agree on every signature that an honest signer makes. The JDK has no
 * secp256k1, so those keys need such a scheme.
 *
 * <p>All keys are the {@code data} of their protobuf, in canonical form: a scheme is asked only
 * after they were checked, so that which scheme there is never changes which keys there are.
 * Implementations neither keep nor change the arrays.
 */
public interface SignatureScheme {
  /** The type of keys that this scheme serves. */
  KeyType type();

  /** Derives the public key of a private one. */
  byte[] publicOf(byte[] privateKey);

  /** Signs a message with a private key. */
  byte[] sign(byte[] privateKey, byte[] message);

  /**
   * Says whether the signature is the key's over the message. A malformed signature is not, nor is
   * any by a key that names no point of its curve.
   */
  boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
