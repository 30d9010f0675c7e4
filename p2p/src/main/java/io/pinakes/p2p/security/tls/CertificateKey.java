package io.pinakes.p2p.security.tls;

import io.pinakes.p2p.security.HandshakeException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;

/** A certificate's own key, by which it is signed. */
final class CertificateKey {
  /** As for peers' keys: one of more costs too much to verify (CVE-2023-39533). */
  private static final int MAX_RSA_BITS = 8_192;

  private static final Map<String, String> KEYS =
      Map.of(
          "2a8648ce3d0201", "EC", // 1.2.840.10045.2.1
          "2a864886f70d010101", "RSA", // 1.2.840.113549.1.1.1
          "2b6570", "Ed25519"); // 1.3.101.112

  private static final Map<String, String> SIGNATURES =
      Map.of(
          "2a8648ce3d040302", "SHA256withECDSA", // 1.2.840.10045.4.3.2
          "2a8648ce3d040303", "SHA384withECDSA",
          "2a8648ce3d040304", "SHA512withECDSA",
          "2a864886f70d01010b", "SHA256withRSA", // 1.2.840.113549.1.1.11
          "2a864886f70d01010c", "SHA384withRSA",
          "2a864886f70d01010d", "SHA512withRSA",
          "2b6570", "Ed25519");

  private CertificateKey() {}

  /** That the certificate is signed by the key in it. */
  static void verify(X509 certificate) throws HandshakeException {
    String algorithm = SIGNATURES.get(certificate.signatureAlgorithm());
    if (algorithm == null) {
      throw new HandshakeException(
          "certificate is signed by [" + certificate.signatureAlgorithm() + "]");
    }
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key(certificate.publicKey()));
      verifier.update(certificate.toSign());
      if (!verifier.verify(certificate.signature())) {
        throw new HandshakeException("certificate is not signed by its own key");
      }
    } catch (GeneralSecurityException e) {
      throw new HandshakeException("certificate does not hold: " + e.getMessage(), e);
    }
  }

  private static PublicKey key(byte[] encoded) throws HandshakeException, GeneralSecurityException {
    ByteBuffer in = Der.read(ByteBuffer.wrap(encoded), Der.SEQUENCE);
    String kind = X509.oid(Der.read(in, Der.SEQUENCE));
    String algorithm = KEYS.get(kind);
    if (algorithm == null) {
      throw new HandshakeException("certificate has a key of [" + kind + "]");
    }
    PublicKey key =
        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() > MAX_RSA_BITS) {
      throw new HandshakeException(
          "certificate has a key of [" + rsa.getModulus().bitLength() + "] bits");
    }
    return key;
  }
}
