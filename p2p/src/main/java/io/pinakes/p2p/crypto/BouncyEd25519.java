package io.pinakes.p2p.crypto;

import io.pinakes.core.key.KeyType;
import io.pinakes.core.key.SignatureScheme;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 of RFC 8032. Private keys are {@code seed | public}, 64 bytes; signatures 64. */
public final class BouncyEd25519 implements SignatureScheme {
  /** Made by the service loader. */
  public BouncyEd25519() {}

  @Override
  public KeyType type() {
    return KeyType.ED25519;
  }

  @Override
  public byte[] publicOf(byte[] privateKey) {
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(privateKey, 0, publicKey, 0);
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(
        privateKey,
        0,
        privateKey,
        Ed25519.SECRET_KEY_SIZE,
        message,
        0,
        message.length,
        signature,
        0);
    return signature;
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
  }
}
