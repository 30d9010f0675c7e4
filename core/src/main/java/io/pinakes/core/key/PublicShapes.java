package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;

/**
 * What public keys must look like before anything is computed with them. Asked for every key of a
 * stranger, and of types too that nothing here can verify, since a peer may be named by such a key.
 */
final class PublicShapes {
  private static final int COMPRESSED_POINT_BYTES = 33;

  private PublicShapes() {}

  static void require(KeyType type, byte[] data) {
    switch (type) {
      case SECP256K1 -> requireCompressedPoint(data);
      default -> SignatureSchemes.of(type).requirePublic(data);
    }
  }

  private static void requireCompressedPoint(byte[] data) {
    if (data.length != COMPRESSED_POINT_BYTES || data[0] != 2 && data[0] != 3) {
      throw new MultiformatException("secp256k1 public key is not a compressed point of 33 bytes");
    }
  }
}
