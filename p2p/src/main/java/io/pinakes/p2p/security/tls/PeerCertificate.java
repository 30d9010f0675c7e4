package io.pinakes.p2p.security.tls;

import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.p2p.security.HandshakeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/** Checks a peer's certificate. */
public final class PeerCertificate {
  /** The extension: {@code SEQUENCE { OCTET STRING key, OCTET STRING signature }}. */
  static final String EXTENSION = "1.3.6.1.4.1.53594.1.1";

  private static final String SIGNED_PREFIX = "libp2p-tls-handshake:";

  /** Extensions that may be critical, since their meaning is known and changes nothing here. */
  private static final Set<String> UNDERSTOOD =
      Set.of(EXTENSION, "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37");

  private PeerCertificate() {}

  /**
   * The key for which the certificate speaks.
   *
   * @throws HandshakeException if it is out of date, not signed by its own key, has a critical
   *     extension that is not known, or libp2p's is missing or not signed by the key in it
   */
  public static PublicKey check(X509Certificate certificate, Instant now)
      throws HandshakeException {
    try {
      certificate.checkValidity(Date.from(now));
      certificate.verify(certificate.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new HandshakeException("certificate does not hold: " + e.getMessage(), e);
    }
    Set<String> critical =
        Optional.ofNullable(certificate.getCriticalExtensionOIDs()).orElse(Set.of());
    if (!UNDERSTOOD.containsAll(critical)) {
      throw new HandshakeException("certificate has critical extensions " + critical);
    }
    byte[] extension = certificate.getExtensionValue(EXTENSION);
    if (extension == null) {
      throw new HandshakeException("certificate lacks libp2p's extension");
    }
    return checkExtension(ByteBuffer.wrap(extension), certificate.getPublicKey().getEncoded());
  }

  static byte[] signed(byte[] certificateKey) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(SIGNED_PREFIX.getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(certificateKey);
    return message.toByteArray();
  }

  private static PublicKey checkExtension(ByteBuffer extension, byte[] certificateKey)
      throws HandshakeException {
    ByteBuffer pair = Der.read(Der.read(extension, Der.OCTET_STRING), Der.SEQUENCE);
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
