package io.pinakes.core.hash;

import java.util.Arrays;

/** BLAKE2s without key, salt or personalisation (RFC 7693): BLAKE2b's little sister. */
final class Blake2s {
  static final int MAX_DIGEST_BYTES = 32;

  /** The initial chaining value, which is SHA-256's and BLAKE3's too. */
  static final int[] IV = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int BLOCK_BYTES = 64;
  private static final int ROUNDS = 10;

  private Blake2s() {}

  static byte[] digest(byte[] content, int digestBytes) {
    int[] h = IV.clone();
    h[0] ^= 0x01010000 ^ digestBytes;
    byte[] block = new byte[BLOCK_BYTES];
    int at = 0;
    while (content.length - at > BLOCK_BYTES) { // the last block, even a full one, is marked
      System.arraycopy(content, at, block, 0, BLOCK_BYTES);
      at += BLOCK_BYTES;
      compress(h, block, at, false);
    }
    Arrays.fill(block, (byte) 0);
    System.arraycopy(content, at, block, 0, content.length - at);
    compress(h, block, content.length, true);
    byte[] out = new byte[digestBytes];
    for (int i = 0; i < digestBytes; i++) {
      out[i] = (byte) (h[i >> 2] >>> 8 * (i & 3));
    }
    return out;
  }

  /** The count of bytes fits an int, since the content is an array: the upper word stays zero. */
  private static void compress(int[] h, byte[] block, int count, boolean last) {
    int[] m = new int[16];
    for (int i = 0; i < m.length; i++) {
      m[i] = (int) LittleEndian.INT.get(block, 4 * i);
    }
    int[] v = Arrays.copyOf(h, 16);
    System.arraycopy(IV, 0, v, 8, 8);
    v[12] ^= count;
    if (last) {
      v[14] = ~v[14];
    }
    for (int round = 0; round < ROUNDS; round++) {
      byte[] s = Blake2b.SIGMA[round];
      for (int i = 0; i < 4; i++) {
        mix(v, i, i + 4, i + 8, i + 12, m[s[2 * i]], m[s[2 * i + 1]]);
      }
      for (int i = 0; i < 4; i++) {
        int b = 4 + (i + 1) % 4;
        int c = 8 + (i + 2) % 4;
        int d = 12 + (i + 3) % 4;
        mix(v, i, b, c, d, m[s[8 + 2 * i]], m[s[9 + 2 * i]]);
      }
    }
    for (int i = 0; i < h.length; i++) {
      h[i] ^= v[i] ^ v[i + 8];
    }
  }

  /** One quarter round, which BLAKE3 has in common. */
  static void mix(int[] v, int a, int b, int c, int d, int x, int y) {
    v[a] += v[b] + x;
    v[d] = Integer.rotateRight(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = Integer.rotateRight(v[b] ^ v[c], 12);
    v[a] += v[b] + y;
    v[d] = Integer.rotateRight(v[d] ^ v[a], 8);
    v[c] += v[d];
    v[b] = Integer.rotateRight(v[b] ^ v[c], 7);
  }
}
