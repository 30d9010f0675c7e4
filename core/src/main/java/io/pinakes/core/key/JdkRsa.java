package io.pinakes.core.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** RSA by the JDK: SHA-256, PKCS#1 v1.5. Public keys are PKIX DER, private ones PKCS#1 DER. */
final class JdkRsa implements SignatureScheme {
  private static final String ALGORITHM = "SHA256withRSA";

  @Override
  public KeyType type() {
    return KeyType.RSA;
  }

  @Override
  public byte[] publicOf(byte[] privateKey) {
    return RsaKeys.publicOf(privateKey);
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] message) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(RsaKeys.pkcs8(privateKey))));
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a checked RSA key does not sign", e);
    }
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey)));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature of another length
    }
  }
}
