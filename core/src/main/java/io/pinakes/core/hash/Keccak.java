package io.pinakes.core.hash;

import io.pinakes.core.hash.HashFunction.Algorithm;

/**
 * The sponge over Keccak-f[1600] (FIPS 202): the original Keccak, which pads with {@code 01}, and
 * SHAKE, which pads with {@code 1f}. SHA-3, between them, is the JDK's.
 */
final class Keccak {
  private static final int STATE_BYTES = 200;
  private static final int LANES = 25;
  private static final int ROUNDS = 24;
  private static final int ORIGINAL_PADDING = 0x01;
  private static final int SHAKE_PADDING = 0x1f;

  private static final long[] ROUND_CONSTANTS = roundConstants();
  private static final int[] ROTATIONS = new int[LANES];
  private static final int[] TARGETS = new int[LANES];

  static {
    // Steps rho and pi: lane (x, y) is rotated by a triangular number and moves to (y, 2x + 3y);
    // the walk from (1, 0) meets every lane but (0, 0), which stays.
    int x = 1;
    int y = 0;
    for (int t = 0; t < LANES - 1; t++) {
      int newY = (2 * x + 3 * y) % 5;
      ROTATIONS[x + 5 * y] = (t + 1) * (t + 2) / 2 % Long.SIZE;
      TARGETS[x + 5 * y] = y + 5 * newY;
      x = y;
      y = newY;
    }
  }

  private Keccak() {}

  /** Keccak with a capacity of twice the digest, as Ethereum uses it. */
  static Algorithm original(int digestBytes) {
    int rate = STATE_BYTES - 2 * digestBytes;
    return (content, length) -> sponge(content, rate, ORIGINAL_PADDING, length);
  }

  /** SHAKE of a security level in bits; any length comes out. */
  static Algorithm shake(int level) {
    int rate = STATE_BYTES - 2 * level / Byte.SIZE;
    return (content, length) -> sponge(content, rate, SHAKE_PADDING, length);
  }

  private static byte[] sponge(byte[] content, int rate, int padding, int length) {
    long[] state = new long[LANES];
    int at = 0;
    for (byte b : content) {
      xor(state, at++, b & 0xff);
      if (at == rate) {
        permute(state);
        at = 0;
      }
    }
    xor(state, at, padding);
    xor(state, rate - 1, 0x80);
    permute(state);
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      if (i > 0 && i % rate == 0) {
        permute(state);
      }
      int from = i % rate;
      out[i] = (byte) (state[from >> 3] >>> 8 * (from & 7));
    }
    return out;
  }

  private static void xor(long[] state, int at, int value) {
    state[at >> 3] ^= (long) value << 8 * (at & 7);
  }

  private static void permute(long[] a) {
    long[] columns = new long[5];
    long[] moved = new long[LANES];
    for (int round = 0; round < ROUNDS; round++) {
      for (int x = 0; x < 5; x++) {
        columns[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
      }
      for (int i = 0; i < LANES; i++) {
        int x = i % 5;
        long theta = columns[(x + 4) % 5] ^ Long.rotateLeft(columns[(x + 1) % 5], 1);
        moved[TARGETS[i]] = Long.rotateLeft(a[i] ^ theta, ROTATIONS[i]);
      }
      for (int row = 0; row < LANES; row += 5) {
        for (int x = 0; x < 5; x++) {
          a[row + x] = moved[row + x] ^ ~moved[row + (x + 1) % 5] & moved[row + (x + 2) % 5];
        }
      }
      a[0] ^= ROUND_CONSTANTS[round];
    }
  }

  /** FIPS 202, algorithm 5: bits of a shift register at positions 0, 1, 3, 7, … 63. */
  private static long[] roundConstants() {
    long[] constants = new long[ROUNDS];
    int register = 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (int j = 0; j <= 6; j++) {
        if ((register & 1) != 0) {
          constants[round] |= 1L << (1 << j) - 1;
        }
        register <<= 1;
        if ((register & 0x100) != 0) {
          register ^= 0x171;
        }
      }
    }
    return constants;
  }
}
