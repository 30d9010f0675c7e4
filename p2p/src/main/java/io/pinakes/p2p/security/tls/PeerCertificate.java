package io.pinakes.p2p.security.tls;

import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.p2p.security.HandshakeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/** Checks a peer's certificate. */
public final class PeerCertificate {
  /** The longest that is looked at, in bytes: five times one whose host has an RSA key of 2,048. */
  public static final int MAX_BYTES = 8 * 1024;

  /** 1.3.6.1.4.1.53594.1.1: {@code SEQUENCE { OCTET STRING key, OCTET STRING signature }}. */
  static final String EXTENSION = "2b0601040183a25a0101";

  private static final String SIGNED_PREFIX = "libp2p-tls-handshake:";

  /**
   * Extensions that may be critical, since their meaning is known and changes nothing here: the use
   * of the key, names, constraints, and the extended use of the key.
   */
  private static final Set<String> UNDERSTOOD =
      Set.of(EXTENSION, "551d0f", "551d11", "551d13", "551d25");

  private PeerCertificate() {}

  /**
   * The key for which the certificate speaks.
   *
   * @param der the certificate, as it came
   * @throws HandshakeException if it is malformed, out of date, not signed by its own key, has a
   *     critical extension that is not known, or libp2p's is missing or not signed by the key in it
   */
  public static PublicKey check(byte[] der, Instant now) throws HandshakeException {
    if (der.length > MAX_BYTES) {
      throw new HandshakeException("certificate of [" + der.length + "] bytes");
    }
    X509 certificate = X509.parse(der);
    if (now.isBefore(certificate.notBefore()) || now.isAfter(certificate.notAfter())) {
      throw new HandshakeException(
          "certificate holds from ["
              + certificate.notBefore()
              + "] to ["
              + certificate.notAfter()
              + "]");
    }
    if (!UNDERSTOOD.containsAll(certificate.critical())) {
      throw new HandshakeException("certificate has critical extensions " + certificate.critical());
    }
    byte[] extension = certificate.extensions().get(EXTENSION);
    if (extension == null) {
      throw new HandshakeException("certificate lacks libp2p's extension");
    }
    CertificateKey.verify(certificate);
    return checkExtension(ByteBuffer.wrap(extension), certificate.publicKey());
  }

  /**
   * The certificate's own key, unchecked, as a SubjectPublicKeyInfo.
   *
   * @throws HandshakeException if the certificate is malformed
   */
  public static byte[] ownKey(byte[] der) throws HandshakeException {
    return X509.parse(der).publicKey();
  }

  static byte[] signed(byte[] certificateKey) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(SIGNED_PREFIX.getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(certificateKey);
    return message.toByteArray();
  }

  private static PublicKey checkExtension(ByteBuffer extension, byte[] certificateKey)
      throws HandshakeException {
    ByteBuffer pair = Der.read(extension, Der.SEQUENCE);
    Der.end(extension);
    byte[] keyBytes = Der.bytes(Der.read(pair, Der.OCTET_STRING));
    byte[] signature = Der.bytes(Der.read(pair, Der.OCTET_STRING));
    try {
      PublicKey key = PublicKey.fromProtobuf(keyBytes);
      if (!key.verify(signed(certificateKey), signature)) {
        throw new HandshakeException("certificate is not vouched for by [" + key.peerId() + "]");
      }
      return key;
    } catch (MultiformatException e) {
      throw new HandshakeException("certificate names no usable key", e);
    }
  }
}
