package io.pinakes.p2p.security.tls;

import io.pinakes.core.key.PrivateKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A host's own certificate: an ECDSA key of P-256, which every implementation takes, signed by
 * itself, and vouched for by the host's key in the extension.
 */
public final class HostCertificate {
  private static final byte[] ECDSA_SHA256 = sequence("06082a8648ce3d040302");
  private static final byte[] SERIAL_NUMBER = HexFormat.of().parseHex("0603550405");
  private static final byte[] EXTENSION = HexFormat.of().parseHex("060a2b0601040183a25a0101");
  private static final byte[] VERSION_3 = HexFormat.of().parseHex("a003020102");
  private static final Duration BACKDATED = Duration.ofHours(1); // for peers whose clocks are slow
  private static final Duration VALID = Duration.ofDays(100 * 365);

  private final java.security.PrivateKey key;
  private final byte[] encoded;

  /** Makes a certificate for a host. */
  public HostCertificate(PrivateKey identity, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      key = pair.getPrivate();
      byte[] toSign = toSign(identity, pair.getPublic().getEncoded(), now);
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(key);
      signer.update(toSign);
      encoded =
          Der.value(
              Der.SEQUENCE,
              toSign,
              ECDSA_SHA256,
              Der.value(Der.BIT_STRING, new byte[1], signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes P-256 certificates", e);
    }
  }

  /** The certificate's key. */
  public java.security.PrivateKey key() {
    return key;
  }

  /** The certificate in DER. */
  public byte[] encoded() {
    return encoded.clone();
  }

  private static byte[] toSign(PrivateKey identity, byte[] publicKey, Instant now) {
    byte[] name =
        Der.value(
            Der.SEQUENCE,
            Der.value(
                Der.SET,
                Der.value(Der.SEQUENCE, SERIAL_NUMBER, Der.text(Der.PRINTABLE_STRING, "1"))));
    byte[] vouched =
        Der.value(
            Der.SEQUENCE,
            Der.value(Der.OCTET_STRING, identity.publicKey().toProtobuf()),
            Der.value(Der.OCTET_STRING, identity.sign(PeerCertificate.signed(publicKey))));
    byte[] extensions =
        Der.value(
            Der.SEQUENCE, Der.value(Der.SEQUENCE, EXTENSION, Der.value(Der.OCTET_STRING, vouched)));
    return Der.value(
        Der.SEQUENCE,
        VERSION_3,
        Der.value(Der.INTEGER, new byte[] {1}),
        ECDSA_SHA256,
        name,
        Der.value(
            Der.SEQUENCE,
            Der.text(Der.UTC_TIME, print("yyMMddHHmmss'Z'", now.minus(BACKDATED))),
            Der.text(Der.GENERALIZED_TIME, print("yyyyMMddHHmmss'Z'", now.plus(VALID)))),
        name,
        publicKey,
        Der.value(Der.CONTEXT + 3, extensions));
  }

  private static String print(String pattern, Instant time) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC).format(time);
  }

  private static byte[] sequence(String hex) {
    return Der.value(Der.SEQUENCE, HexFormat.of().parseHex(hex));
  }
}
