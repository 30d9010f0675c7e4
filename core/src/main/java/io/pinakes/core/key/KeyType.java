package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;

/** The kinds of keys that libp2p knows, with their numbers in its protobuf. */
public enum KeyType {
  /** RSA of 2048 to 8192 bits; signs SHA-256 by PKCS#1 v1.5. */
  RSA(0),
  /** Ed25519 of RFC 8032: what Pinakes makes for itself. */
  ED25519(1),
  /** ECDSA over Bitcoin's curve; signs SHA-256. */
  SECP256K1(2),
  /** ECDSA over a NIST curve; signs SHA-256. */
  ECDSA(3);

  private final int code;

  KeyType(int code) {
    this.code = code;
  }

  /** The number in the protobuf. */
  public int code() {
    return code;
  }

  /**
   * Finds a type by its number.
   *
   * @throws MultiformatException if no type has it
   */
  public static KeyType ofCode(long code) {
    for (KeyType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new MultiformatException("key type [" + code + "] is unknown");
  }
}
