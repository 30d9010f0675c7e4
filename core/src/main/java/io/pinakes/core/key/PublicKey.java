package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;
import java.util.Arrays;

/**
 * A key that checks signatures, well formed and canonical. Immutable; equality is by type and
 * bytes.
 */
public final class PublicKey {
  private final KeyType type;
  private final byte[] data;

  private PublicKey(KeyType type, byte[] data) {
    this.type = type;
    this.data = data;
  }

  /**
   * Takes the key material of a type: 32 bytes for Ed25519, 33 compressed for secp256k1, PKIX DER
   * for RSA and ECDSA. The bytes are copied.
   *
   * @throws MultiformatException if they are no such key
   */
  public static PublicKey of(KeyType type, byte[] data) {
    byte[] copy = data.clone();
    KeyMaterial.requirePublic(type, copy);
    return new PublicKey(type, copy);
  }

  /**
   * Reads the libp2p protobuf.
   *
   * @throws MultiformatException if it is malformed or not the one canonical encoding
   */
  public static PublicKey fromProtobuf(byte[] bytes) {
    KeyProtobuf message = KeyProtobuf.decode(bytes);
    return of(message.type(), message.data());
  }

  /** The type of key. */
  public KeyType type() {
    return type;
  }

  /** A copy of the key material, as {@link #of} takes it. */
  public byte[] data() {
    return data.clone();
  }

  /** The libp2p protobuf, of which peer ids are made. */
  public byte[] toProtobuf() {
    return new KeyProtobuf(type, data).encode();
  }

  /** The name of this key. */
  public PeerId peerId() {
    return PeerId.of(this);
  }

  /**
   * Says whether the signature is this key's over the message; a malformed signature is not.
   *
   * @throws UnsupportedKeyException if nothing on the class path knows this type of key
   */
  public boolean verify(byte[] message, byte[] signature) {
    return SignatureSchemes.of(type).verify(data, message, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && type == that.type && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  /** The type and the peer id. */
  @Override
  public String toString() {
    return type + " key of " + peerId();
  }
}
