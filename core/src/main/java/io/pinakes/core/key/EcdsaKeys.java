package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * ECDSA keys between points and DER: PKIX for the public one (RFC 5480), SEC 1 for the private one
 * (RFC 5915), with curve and public point written out, as Go's library does.
 */
final class EcdsaKeys {
  /** The longest key of the largest curve takes 223 bytes. */
  private static final int MAX_BYTES = 256;

  private static final byte[] EC_PUBLIC_KEY =
      Der.write(Der.OBJECT_ID, HexFormat.of().parseHex("2a8648ce3d0201"));
  private static final int UNCOMPRESSED = 4;

  private EcdsaKeys() {}

  /** The NIST curves that libp2p's implementations share. */
  enum Curve {
    P256("secp256r1", "2a8648ce3d030107"),
    P384("secp384r1", "2b81040022"),
    P521("secp521r1", "2b81040023");

    private final byte[] objectId;
    private final ECParameterSpec parameters;

    Curve(String jdkName, String objectId) {
      this.objectId = Der.write(Der.OBJECT_ID, HexFormat.of().parseHex(objectId));
      try {
        AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec(jdkName));
        parameters = named.getParameterSpec(ECParameterSpec.class);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has " + jdkName, e);
      }
    }

    ECParameterSpec parameters() {
      return parameters;
    }

    private BigInteger prime() {
      return ((ECFieldFp) parameters.getCurve().getField()).getP();
    }

    private int coordinateBytes() {
      return (prime().bitLength() + 7) / 8;
    }

    static Curve of(byte[] objectIdContent) {
      byte[] id = Der.write(Der.OBJECT_ID, objectIdContent);
      for (Curve curve : values()) {
        if (Arrays.equals(id, curve.objectId)) {
          return curve;
        }
      }
      throw new MultiformatException("ECDSA key is on a curve other than P-256, P-384 and P-521");
    }
  }

  /** Refuses what is not the one PKIX encoding of a point on one of the curves. */
  static void requirePublic(byte[] pkix) {
    Der info = whole(pkix).enter(Der.SEQUENCE);
    Der algorithm = info.enter(Der.SEQUENCE);
    algorithm.read(Der.OBJECT_ID);
    Curve curve = Curve.of(algorithm.read(Der.OBJECT_ID));
    byte[] point = info.readBits();
    requireOnCurve(curve, point);
    if (!Arrays.equals(pkix, pkix(curve, point))) {
      throw new MultiformatException("ECDSA public key is not in canonical PKIX DER");
    }
  }

  /**
   * Refuses what is not the one SEC 1 encoding; whether point and scalar agree is not seen here.
   */
  static void requirePrivate(byte[] sec1) {
    Sec1 key = Sec1.parse(sec1);
    requireOnCurve(key.curve, key.point);
    BigInteger scalar = new BigInteger(1, key.scalar);
    BigInteger order = key.curve.parameters().getOrder();
    int bytes = (order.bitLength() + 7) / 8;
    if (scalar.signum() == 0 || scalar.compareTo(order) >= 0 || key.scalar.length != bytes) {
      throw new MultiformatException("ECDSA private key is not a number of its curve");
    }
    byte[] written =
        Der.write(
            Der.SEQUENCE,
            Der.write(BigInteger.ONE),
            Der.write(Der.OCTET_STRING, key.scalar),
            Der.write(Der.CONTEXT, key.curve.objectId),
            Der.write(Der.CONTEXT + 1, Der.writeBits(key.point)));
    if (!Arrays.equals(sec1, written)) {
      throw new MultiformatException("ECDSA private key is not in canonical SEC 1 DER");
    }
  }

  static byte[] publicOf(byte[] sec1) {
    Sec1 key = Sec1.parse(sec1);
    return pkix(key.curve, key.point);
  }

  static Curve curveOf(byte[] sec1) {
    return Sec1.parse(sec1).curve;
  }

  static BigInteger scalarOf(byte[] sec1) {
    return new BigInteger(1, Sec1.parse(sec1).scalar);
  }

  private static byte[] pkix(Curve curve, byte[] point) {
    return Der.write(
        Der.SEQUENCE, Der.write(Der.SEQUENCE, EC_PUBLIC_KEY, curve.objectId), Der.writeBits(point));
  }

  private static Der whole(byte[] der) {
    if (der.length > MAX_BYTES) {
      throw new MultiformatException("ECDSA key of [" + der.length + "] bytes is too long");
    }
    return new Der(der);
  }

  /** Holds y² = x³ + ax + b against an uncompressed point. */
  private static void requireOnCurve(Curve curve, byte[] point) {
    int size = curve.coordinateBytes();
    if (point.length != 1 + 2 * size || point[0] != UNCOMPRESSED) {
      throw new MultiformatException("ECDSA key is not an uncompressed point of " + curve);
    }
    BigInteger p = curve.prime();
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + size));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + size, point.length));
    EllipticCurve equation = curve.parameters.getCurve();
    BigInteger right = x.multiply(x).add(equation.getA()).multiply(x).add(equation.getB()).mod(p);
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.multiply(y).mod(p).equals(right)) {
      throw new MultiformatException("ECDSA key is not a point on " + curve);
    }
  }

  /** The three parts of a private key that are not fixed. */
  private static final class Sec1 {
    private final byte[] scalar;
    private final Curve curve;
    private final byte[] point;

    private Sec1(byte[] scalar, Curve curve, byte[] point) {
      this.scalar = scalar;
      this.curve = curve;
      this.point = point;
    }

    static Sec1 parse(byte[] der) {
      Der key = whole(der).enter(Der.SEQUENCE);
      key.readUnsigned();
      byte[] scalar = key.read(Der.OCTET_STRING);
      Curve curve = Curve.of(key.enter(Der.CONTEXT).read(Der.OBJECT_ID));
      return new Sec1(scalar, curve, key.enter(Der.CONTEXT + 1).readBits());
    }
  }
}
