package io.pinakes.p2p.security.tls;

import io.pinakes.p2p.security.HandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A certificate of version 3, taken apart:
 *
 * <pre>{@code
 * SEQUENCE {
 *   SEQUENCE {                            toSign, with its head
 *     [0] { INTEGER 2 }, INTEGER serial,
 *     SEQUENCE { OID, parameters }        signatureAlgorithm
 *     SEQUENCE issuer,                    any, and none: js leaves it empty
 *     SEQUENCE { time, time },
 *     SEQUENCE subject,
 *     SEQUENCE publicKey,                 with its head
 *     [1] and [2], passed over, if there
 *     [3] { SEQUENCE OF SEQUENCE { OID, BOOLEAN critical, OCTET STRING } }
 *   }
 *   SEQUENCE { OID, parameters },         the same again
 *   BIT STRING signature
 * }
 * }</pre>
 *
 * <p>The JDK's parser refuses a certificate without an issuer, as RFC 5280 wants it; libp2p's rules
 * ask for no names. Source: RFC 5280, section 4.1.
 */
final class X509 {
  private static final byte[] VERSION_3 = {2};
  private static final int CENTURY_TURNS_AT = 50; // a UTCTime of 50 is 1950, RFC 5280, 4.1.2.5.1

  private final byte[] toSign;
  private final String signatureAlgorithm;
  private final Instant notBefore;
  private final Instant notAfter;
  private final byte[] publicKey;
  private final Map<String, byte[]> extensions = new TreeMap<>();
  private final Set<String> critical = new TreeSet<>();
  private final byte[] signature;

  static X509 parse(byte[] der) throws HandshakeException {
    ByteBuffer file = ByteBuffer.wrap(der);
    ByteBuffer certificate = Der.read(file, Der.SEQUENCE);
    Der.end(file);
    byte[] toSign = Der.readWhole(certificate, Der.SEQUENCE);
    byte[] algorithm = Der.readWhole(certificate, Der.SEQUENCE);
    ByteBuffer signature = Der.read(certificate, Der.BIT_STRING);
    Der.end(certificate);
    if (!signature.hasRemaining() || signature.get() != 0) {
      throw new HandshakeException("certificate has a signature that is no whole bytes");
    }
    return new X509(toSign, algorithm, Der.bytes(signature));
  }

  private X509(byte[] toSign, byte[] algorithm, byte[] signature) throws HandshakeException {
    this.toSign = toSign;
    this.signature = signature;
    signatureAlgorithm = oid(Der.read(ByteBuffer.wrap(algorithm), Der.SEQUENCE));
    ByteBuffer in = Der.read(ByteBuffer.wrap(toSign), Der.SEQUENCE);
    ByteBuffer version = Der.read(in, Der.CONTEXT);
    if (!Arrays.equals(Der.bytes(Der.read(version, Der.INTEGER)), VERSION_3)) {
      throw new HandshakeException("certificate is not of version 3");
    }
    Der.read(in, Der.INTEGER);
    if (!Arrays.equals(Der.readWhole(in, Der.SEQUENCE), algorithm)) {
      throw new HandshakeException("certificate names two signature algorithms");
    }
    Der.read(in, Der.SEQUENCE);
    ByteBuffer validity = Der.read(in, Der.SEQUENCE);
    notBefore = time(validity);
    notAfter = time(validity);
    Der.read(in, Der.SEQUENCE);
    publicKey = Der.readWhole(in, Der.SEQUENCE);
    for (int unique = Der.PRIMITIVE + 1; unique <= Der.PRIMITIVE + 2; unique++) {
      if (Der.isNext(in, unique)) {
        Der.read(in, unique);
      }
    }
    if (in.hasRemaining()) {
      readExtensions(Der.read(in, Der.CONTEXT + 3));
    }
    Der.end(in);
  }

  /** What the signature covers. */
  byte[] toSign() {
    return toSign;
  }

  /** The OID's content in hex. */
  String signatureAlgorithm() {
    return signatureAlgorithm;
  }

  Instant notBefore() {
    return notBefore;
  }

  Instant notAfter() {
    return notAfter;
  }

  /** A SubjectPublicKeyInfo. */
  byte[] publicKey() {
    return publicKey;
  }

  /** By OID's content in hex. */
  Map<String, byte[]> extensions() {
    return extensions;
  }

  /** Those of them that must be understood. */
  Set<String> critical() {
    return critical;
  }

  byte[] signature() {
    return signature;
  }

  private void readExtensions(ByteBuffer in) throws HandshakeException {
    ByteBuffer all = Der.read(in, Der.SEQUENCE);
    while (all.hasRemaining()) {
      ByteBuffer one = Der.read(all, Der.SEQUENCE);
      String name = oid(one);
      if (Der.isNext(one, Der.BOOLEAN)) {
        // Whatever it says: written at all, it says true.
        Der.read(one, Der.BOOLEAN);
        critical.add(name);
      }
      if (extensions.put(name, Der.bytes(Der.read(one, Der.OCTET_STRING))) != null) {
        throw new HandshakeException("certificate has the extension [" + name + "] twice");
      }
    }
  }

  /** The content of the OID that comes next, in hex. */
  static String oid(ByteBuffer in) throws HandshakeException {
    return HexFormat.of().formatHex(Der.bytes(Der.read(in, Der.OBJECT_ID)));
  }

  /** {@code yyMMddHHmmssZ} or, with its tag, {@code yyyyMMddHHmmssZ}. */
  private static Instant time(ByteBuffer in) throws HandshakeException {
    boolean two = Der.isNext(in, Der.UTC_TIME);
    byte[] content = Der.bytes(Der.read(in, two ? Der.UTC_TIME : Der.GENERALIZED_TIME));
    String text = new String(content, StandardCharsets.US_ASCII);
    if (!text.matches(two ? "[0-9]{12}Z" : "[0-9]{14}Z")) {
      throw new HandshakeException("certificate has no time where one must be");
    }
    int at = two ? 2 : 4;
    int year = Integer.parseInt(text, 0, at, 10);
    if (two) {
      year += year < CENTURY_TURNS_AT ? 2000 : 1900;
    }
    try {
      return LocalDateTime.of(
              year,
              number(text, at),
              number(text, at + 2),
              number(text, at + 4),
              number(text, at + 6),
              number(text, at + 8))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new HandshakeException("certificate has a time that never is", e);
    }
  }

  private static int number(String text, int at) {
    return Integer.parseInt(text, at, at + 2, 10);
  }
}
