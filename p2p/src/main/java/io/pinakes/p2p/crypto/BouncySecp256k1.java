package io.pinakes.p2p.crypto;

import io.pinakes.core.hash.HashFunctions;
import io.pinakes.core.key.KeyType;
import io.pinakes.core.key.SignatureScheme;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * ECDSA over secp256k1 and SHA-256, signatures in DER. Signing is deterministic (RFC 6979) and
 * takes the lower of the two possible {@code s}, as libp2p's implementations do; verifying takes
 * either.
 */
public final class BouncySecp256k1 implements SignatureScheme {
  private static final ECDomainParameters CURVE = curve();
  private static final BigInteger HALF_ORDER = CURVE.getN().shiftRight(1);

  /** Made by the service loader. */
  public BouncySecp256k1() {}

  @Override
  public KeyType type() {
    return KeyType.SECP256K1;
  }

  @Override
  public byte[] publicOf(byte[] privateKey) {
    ECPoint point =
        new FixedPointCombMultiplier().multiply(CURVE.getG(), new BigInteger(1, privateKey));
    return point.normalize().getEncoded(true);
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, privateKey), CURVE));
    BigInteger[] signature = signer.generateSignature(HashFunctions.SHA2_256.digest(message));
    BigInteger s = signature[1];
    BigInteger low = s.compareTo(HALF_ORDER) > 0 ? CURVE.getN().subtract(s) : s;
    return new DerSignature(signature[0], low).encode();
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    Optional<DerSignature> numbers = DerSignature.decode(signature);
    if (numbers.isEmpty()) {
      return false;
    }
    ECPublicKeyParameters key;
    try {
      key = new ECPublicKeyParameters(CURVE.getCurve().decodePoint(publicKey), CURVE);
    } catch (IllegalArgumentException e) {
      return false; // no point of the curve
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    byte[] digest = HashFunctions.SHA2_256.digest(message);
    return verifier.verifySignature(digest, numbers.get().r(), numbers.get().s());
  }

  private static ECDomainParameters curve() {
    X9ECParameters named = SECNamedCurves.getByName("secp256k1");
    return new ECDomainParameters(named.getCurve(), named.getG(), named.getN(), named.getH());
  }
}
