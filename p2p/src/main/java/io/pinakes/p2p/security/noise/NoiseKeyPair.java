package io.pinakes.p2p.security.noise;

import io.pinakes.p2p.crypto.X25519Keys;
import java.util.random.RandomGenerator;

/** A Curve25519 key pair. Never printed. */
public final class NoiseKeyPair {
  private final byte[] privateKey;
  private final byte[] publicKey;

  private NoiseKeyPair(byte[] privateKey) {
    this.privateKey = privateKey;
    this.publicKey = X25519Keys.publicOf(privateKey);
  }

  /** The pair of 32 private bytes. */
  public static NoiseKeyPair of(byte[] privateKey) {
    if (privateKey.length != X25519Keys.BYTES) {
      throw new IllegalArgumentException("X25519 key of [" + privateKey.length + "] bytes");
    }
    return new NoiseKeyPair(privateKey.clone());
  }

  /** A new pair; the generator is a {@link java.security.SecureRandom} except in tests. */
  public static NoiseKeyPair generate(RandomGenerator random) {
    byte[] privateKey = new byte[X25519Keys.BYTES];
    random.nextBytes(privateKey);
    return new NoiseKeyPair(privateKey);
  }

  /** A copy of the public key, 32 bytes. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  byte[] privateKey() {
    return privateKey;
  }
}
