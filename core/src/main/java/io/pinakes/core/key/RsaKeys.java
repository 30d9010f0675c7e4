package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * RSA keys between numbers and DER: PKIX for the public one (RFC 5280), PKCS#1 for the private one
 * (RFC 8017), which is also read in Java's form, PKCS#8.
 */
final class RsaKeys {
  /** The smallest modulus accepted, in bits: what go-libp2p demands. */
  static final int MIN_BITS = 2048;

  /** The largest, in bits: beyond it, verifying is a way to burn a peer's time (CVE-2023-39533). */
  static final int MAX_BITS = 8192;

  /** The largest public exponent, in bits; verifying takes time in proportion. */
  private static final int MAX_EXPONENT_BITS = 32;

  /** The AlgorithmIdentifier: object id 1.2.840.113549.1.1.1, and a NULL for its parameters. */
  private static final byte[] ALGORITHM =
      Der.write(
          Der.SEQUENCE,
          Der.write(Der.OBJECT_ID, HexFormat.of().parseHex("2a864886f70d010101")),
          Der.write(Der.NULL));

  private RsaKeys() {}

  /** Refuses what is not the one PKIX encoding of a key within the bounds. */
  static void requirePublic(byte[] pkix) {
    Der info = whole(pkix).enter(Der.SEQUENCE);
    info.read(Der.SEQUENCE); // compared with ALGORITHM below
    Der key = new Der(info.readBits()).enter(Der.SEQUENCE);
    BigInteger modulus = key.readUnsigned();
    BigInteger exponent = key.readUnsigned();
    requireBounds(modulus, exponent);
    if (!Arrays.equals(pkix, pkix(modulus, exponent))) {
      throw new MultiformatException("RSA public key is not in canonical PKIX DER");
    }
  }

  /** Checks a private key in either form, and returns PKCS#1. */
  static byte[] canonicalPrivate(byte[] der) {
    Der key = whole(der).enter(Der.SEQUENCE);
    byte[] pkcs1 = der;
    if (key.readUnsigned().signum() == 0 && isPkcs8(der)) {
      key.read(Der.SEQUENCE);
      pkcs1 = key.read(Der.OCTET_STRING);
    }
    BigInteger[] parts = parts(pkcs1);
    requireConsistent(parts);
    byte[][] written = new byte[parts.length + 1][];
    written[0] = Der.write(BigInteger.ZERO);
    for (int i = 0; i < parts.length; i++) {
      written[i + 1] = Der.write(parts[i]);
    }
    byte[] canonical = Der.write(Der.SEQUENCE, written);
    if (!Arrays.equals(canonical, pkcs1)) {
      throw new MultiformatException("RSA private key is not in canonical PKCS#1 DER");
    }
    return canonical;
  }

  /** The PKIX public key of a canonical private one. */
  static byte[] publicOf(byte[] pkcs1) {
    BigInteger[] parts = parts(pkcs1);
    return pkix(parts[0], parts[1]);
  }

  /** Wraps a canonical private key as Java takes it. */
  static byte[] pkcs8(byte[] pkcs1) {
    return Der.write(
        Der.SEQUENCE, Der.write(BigInteger.ZERO), ALGORITHM, Der.write(Der.OCTET_STRING, pkcs1));
  }

  private static byte[] pkix(BigInteger modulus, BigInteger exponent) {
    byte[] key = Der.write(Der.SEQUENCE, Der.write(modulus), Der.write(exponent));
    return Der.write(Der.SEQUENCE, ALGORITHM, Der.writeBits(key));
  }

  private static Der whole(byte[] der) {
    if (der.length > KeyProtobuf.MAX_DATA_BYTES) {
      throw new MultiformatException("RSA key of [" + der.length + "] bytes is too long");
    }
    return new Der(der);
  }

  /** Behind the version, PKCS#8 has an algorithm, PKCS#1 the modulus. */
  private static boolean isPkcs8(byte[] der) {
    Der key = new Der(der).enter(Der.SEQUENCE);
    key.readUnsigned();
    try {
      key.read(Der.SEQUENCE);
      return true;
    } catch (MultiformatException e) {
      return false;
    }
  }

  /** Modulus, exponents e and d, primes p and q, d mod p-1 and q-1, and q's inverse mod p. */
  private static BigInteger[] parts(byte[] pkcs1) {
    Der key = whole(pkcs1).enter(Der.SEQUENCE);
    if (key.readUnsigned().signum() != 0) {
      throw new MultiformatException("RSA private key is not one of two primes");
    }
    BigInteger[] parts = new BigInteger[8];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = key.readUnsigned();
    }
    return parts;
  }

  private static void requireBounds(BigInteger modulus, BigInteger exponent) {
    int bits = modulus.bitLength();
    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw new MultiformatException(
          "RSA key of [" + bits + "] bits is not of " + MIN_BITS + " to " + MAX_BITS);
    }
    boolean odd = exponent.testBit(0) && modulus.testBit(0);
    if (!odd || exponent.bitLength() < 2 || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw new MultiformatException("RSA key has an impossible modulus or exponent");
    }
  }

  /**
   * A key whose parts disagree signs wrongly, and a wrong signature beside a right one gives the
   * primes away.
   */
  private static void requireConsistent(BigInteger[] parts) {
    requireBounds(parts[0], parts[1]);
    BigInteger e = parts[1];
    BigInteger d = parts[2];
    BigInteger p = parts[3];
    BigInteger q = parts[4];
    BigInteger one = BigInteger.ONE;
    boolean primes = p.compareTo(one) > 0 && q.compareTo(one) > 0 && p.multiply(q).equals(parts[0]);
    if (!primes
        || !parts[5].equals(d.mod(p.subtract(one)))
        || !parts[6].equals(d.mod(q.subtract(one)))
        || !e.multiply(parts[5]).mod(p.subtract(one)).equals(one)
        || !e.multiply(parts[6]).mod(q.subtract(one)).equals(one)
        || !parts[7].multiply(q).mod(p).equals(one)
        || parts[7].compareTo(p) >= 0) {
      throw new MultiformatException("RSA private key contradicts itself");
    }
  }
}
