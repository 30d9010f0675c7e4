package io.pinakes.core.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * ECDSA over NIST curves by the JDK: SHA-256 whatever the curve, signatures in DER. Public keys are
 * PKIX DER, private ones SEC 1 DER.
 */
final class JdkEcdsa implements SignatureScheme {
  private static final String ALGORITHM = "SHA256withECDSA";

  @Override
  public KeyType type() {
    return KeyType.ECDSA;
  }

  @Override
  public byte[] publicOf(byte[] privateKey) {
    return EcdsaKeys.publicOf(privateKey);
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] message) {
    try {
      var parameters = EcdsaKeys.curveOf(privateKey).parameters();
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(
          KeyFactory.getInstance("EC")
              .generatePrivate(new ECPrivateKeySpec(EcdsaKeys.scalarOf(privateKey), parameters)));
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a checked ECDSA key does not sign", e);
    }
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey)));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature that is not two numbers in DER
    }
  }
}
