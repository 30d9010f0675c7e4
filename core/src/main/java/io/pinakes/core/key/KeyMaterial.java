package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * What keys must look like before anything is computed with them, of types too that nothing here
 * can verify: a peer may be named by such a key.
 */
final class KeyMaterial {
  static final int ED25519_SEED_BYTES = 32;
  static final int ED25519_PUBLIC_BYTES = 32;
  static final int ED25519_PRIVATE_BYTES = ED25519_SEED_BYTES + ED25519_PUBLIC_BYTES;
  private static final int ED25519_LEGACY_BYTES = ED25519_PRIVATE_BYTES + ED25519_PUBLIC_BYTES;

  private static final int SECP256K1_POINT_BYTES = 33;
  private static final int SECP256K1_SCALAR_BYTES = 32;

  /** The order of secp256k1's group (SEC 2): private keys are below it. */
  private static final BigInteger SECP256K1_ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private KeyMaterial() {}

  /** Refuses a public key that is not in the one form of its type. */
  static void requirePublic(KeyType type, byte[] data) {
    switch (type) {
      case RSA -> RsaKeys.requirePublic(data);
      case ECDSA -> EcdsaKeys.requirePublic(data);
      case ED25519 -> requireLength("Ed25519 public key", data, ED25519_PUBLIC_BYTES);
      case SECP256K1 -> {
        requireLength("secp256k1 public key", data, SECP256K1_POINT_BYTES);
        if (data[0] != 2 && data[0] != 3) {
          throw new MultiformatException("secp256k1 public key is not a compressed point");
        }
      }
    }
  }

  /** Brings a private key into the one form of its type, or refuses it. */
  static byte[] canonicalPrivate(KeyType type, byte[] data) {
    return switch (type) {
      case RSA -> RsaKeys.canonicalPrivate(data);
      case ECDSA -> {
        EcdsaKeys.requirePrivate(data);
        yield data;
      }
      case ED25519 -> canonicalEd25519(data);
      case SECP256K1 -> {
        requireLength("secp256k1 private key", data, SECP256K1_SCALAR_BYTES);
        BigInteger scalar = new BigInteger(1, data);
        if (scalar.signum() == 0 || scalar.compareTo(SECP256K1_ORDER) >= 0) {
          throw new MultiformatException("secp256k1 private key is not a number of its curve");
        }
        yield data;
      }
    };
  }

  /** Refuses a private key that carries the public half of another. */
  static void requireOwnPublic(SignatureScheme scheme, byte[] privateKey, byte[] publicKey) {
    boolean own =
        switch (scheme.type()) {
          case ED25519 -> Arrays.equals(publicKey, publicOfEd25519(privateKey, ED25519_SEED_BYTES));
          case ECDSA -> verifiesWhatItSigns(scheme, privateKey, publicKey);
          case RSA, SECP256K1 -> true; // checked with the rest of the numbers; carries none
        };
    if (!own) {
      throw new MultiformatException(
          scheme.type() + " private key carries another key's public half");
    }
  }

  private static byte[] canonicalEd25519(byte[] data) {
    if (data.length == ED25519_LEGACY_BYTES
        && Arrays.equals(
            publicOfEd25519(data, ED25519_SEED_BYTES),
            publicOfEd25519(data, ED25519_PRIVATE_BYTES))) {
      return Arrays.copyOf(data, ED25519_PRIVATE_BYTES);
    }
    requireLength("Ed25519 private key", data, ED25519_PRIVATE_BYTES);
    return data;
  }

  private static byte[] publicOfEd25519(byte[] data, int from) {
    return Arrays.copyOfRange(data, from, from + ED25519_PUBLIC_BYTES);
  }

  /** The JDK multiplies no points for others, so a key of its curves is tried. */
  private static boolean verifiesWhatItSigns(
      SignatureScheme scheme, byte[] privateKey, byte[] publicKey) {
    byte[] probe = new byte[1];
    return scheme.verify(publicKey, probe, scheme.sign(privateKey, probe));
  }

  private static void requireLength(String what, byte[] data, int length) {
    if (data.length != length) {
      throw new MultiformatException(
          what + " of [" + data.length + "] bytes does not have " + length);
    }
  }
}
