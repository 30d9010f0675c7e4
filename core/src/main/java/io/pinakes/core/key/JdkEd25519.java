package io.pinakes.core.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 by the JDK. A public key is its 32 bytes, a private one 64, {@code seed | public}. */
final class JdkEd25519 implements SignatureScheme {
  private static final int SEED_BYTES = KeyMaterial.ED25519_SEED_BYTES;
  private static final int PUBLIC_BYTES = KeyMaterial.ED25519_PUBLIC_BYTES;

  /** What PKIX DER has before the 32 bytes of an Ed25519 public key (RFC 8410). */
  private static final byte[] PKIX_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  @Override
  public KeyType type() {
    return KeyType.ED25519;
  }

  /**
   * The JDK derives no public key from a private one, except when it generates the pair; so it is
   * made to generate from the seed given, and asked whether it took all of it.
   */
  @Override
  public byte[] publicOf(byte[] privateKey) {
    byte[] seed = Arrays.copyOf(privateKey, SEED_BYTES);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Dealt(seed));
      var pair = generator.generateKeyPair();
      byte[] taken = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      if (!Arrays.equals(seed, taken)) {
        throw new IllegalStateException("this JDK does not generate Ed25519 keys from their seed");
      }
      byte[] pkix = pair.getPublic().getEncoded();
      return Arrays.copyOfRange(pkix, PKIX_PREFIX.length, pkix.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] message) {
    try {
      byte[] seed = Arrays.copyOf(privateKey, SEED_BYTES);
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a checked Ed25519 key does not sign", e);
    }
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    byte[] pkix = Arrays.copyOf(PKIX_PREFIX, PKIX_PREFIX.length + PUBLIC_BYTES);
    System.arraycopy(publicKey, 0, pkix, PKIX_PREFIX.length, PUBLIC_BYTES);
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(pkix)));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature of another length, or 32 bytes that are no point
    }
  }

  /** A source of randomness that deals the bytes it was given, once, and nothing else. */
  private static final class Dealt extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient byte[] bytes;

    Dealt(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] out) {
      if (out.length != bytes.length) {
        throw new IllegalStateException("asked for [" + out.length + "] bytes of a seed");
      }
      System.arraycopy(bytes, 0, out, 0, out.length);
    }
  }
}
