package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A key that signs, together with its public half. Immutable; never printed. */
public final class PrivateKey {
  private final KeyType type;
  private final byte[] data;
  private final PublicKey publicKey;

  private PrivateKey(KeyType type, byte[] data) {
    this.type = type;
    this.data = data;
    this.publicKey = PublicKey.of(type, SignatureSchemes.of(type).publicOf(data));
  }

  /**
   * Makes a new Ed25519 key from 32 bytes of the generator, which is a {@link
   * java.security.SecureRandom} except in tests and simulations.
   */
  public static PrivateKey generateEd25519(RandomGenerator random) {
    byte[] seed = new byte[KeyMaterial.ED25519_SEED_BYTES];
    random.nextBytes(seed);
    return ofEd25519Seed(seed);
  }

  /**
   * The Ed25519 key of a seed of 32 bytes (RFC 8032 calls it the private key).
   *
   * @throws MultiformatException if there are not 32 bytes
   */
  public static PrivateKey ofEd25519Seed(byte[] seed) {
    if (seed.length != KeyMaterial.ED25519_SEED_BYTES) {
      throw new MultiformatException("Ed25519 seed has [" + seed.length + "] bytes");
    }
    byte[] data = Arrays.copyOf(seed, KeyMaterial.ED25519_PRIVATE_BYTES);
    byte[] publicKey = SignatureSchemes.of(KeyType.ED25519).publicOf(data);
    System.arraycopy(
        publicKey, 0, data, KeyMaterial.ED25519_SEED_BYTES, KeyMaterial.ED25519_PUBLIC_BYTES);
    return new PrivateKey(KeyType.ED25519, data);
  }

  /**
   * Takes the key material of a type: {@code seed | public} for Ed25519, 32 bytes for secp256k1,
   * PKCS#1 DER for RSA, SEC 1 DER for ECDSA. The bytes are copied. Two other forms are brought into
   * these: Ed25519's older {@code seed | public | public}, and Java's PKCS#8 for RSA.
   *
   * @throws MultiformatException if they are no such key
   * @throws UnsupportedKeyException if nothing on the class path knows this type of key
   */
  public static PrivateKey of(KeyType type, byte[] data) {
    PrivateKey key = new PrivateKey(type, KeyMaterial.canonicalPrivate(type, data.clone()));
    KeyMaterial.requireOwnPublic(SignatureSchemes.of(type), key.data, key.publicKey.data());
    return key;
  }

  /**
   * Reads the libp2p protobuf.
   *
   * @throws MultiformatException if it is malformed
   * @throws UnsupportedKeyException if nothing on the class path knows this type of key
   */
  public static PrivateKey fromProtobuf(byte[] bytes) {
    KeyProtobuf message = KeyProtobuf.decode(bytes);
    return of(message.type(), message.data());
  }

  /** The type of key. */
  public KeyType type() {
    return type;
  }

  /** The libp2p protobuf. These bytes are the secret. */
  public byte[] toProtobuf() {
    return new KeyProtobuf(type, data).encode();
  }

  /** The public half. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** Signs the message itself, not a digest of it. */
  public byte[] sign(byte[] message) {
    return SignatureSchemes.of(type).sign(data, message);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrivateKey that
        && type == that.type
        && MessageDigest.isEqual(data, that.data); // takes the same time wherever they differ
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  /** Names the key without its secret. */
  @Override
  public String toString() {
    return "private " + publicKey;
  }
}
