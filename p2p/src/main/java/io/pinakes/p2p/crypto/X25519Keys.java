package io.pinakes.p2p.crypto;

import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** Diffie-Hellman over Curve25519 (RFC 7748), on raw keys of 32 bytes, as Noise wants them. */
public final class X25519Keys {
  /** Bytes of a private key, a public key and a shared secret. */
  public static final int BYTES = X25519.POINT_SIZE;

  private X25519Keys() {}

  /** The public key of any 32 bytes. */
  public static byte[] publicOf(byte[] privateKey) {
    byte[] publicKey = new byte[BYTES];
    X25519.generatePublicKey(privateKey, 0, publicKey, 0);
    return publicKey;
  }

  /**
   * The shared secret; empty if it is all zeros, which only a peer that chose a key of small order
   * brings about.
   */
  public static Optional<byte[]> agree(byte[] privateKey, byte[] publicKey) {
    byte[] secret = new byte[BYTES];
    return X25519.calculateAgreement(privateKey, 0, publicKey, 0, secret, 0)
        ? Optional.of(secret)
        : Optional.empty();
  }
}
