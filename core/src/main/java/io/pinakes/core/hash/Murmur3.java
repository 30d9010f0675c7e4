package io.pinakes.core.hash;

/**
 * MurmurHash3 x64 128 with seed 0 (A. Appleby, public domain), which spreads the names of large
 * UnixFS directories. Not cryptographic: whoever wants two inputs of one hash has them.
 *
 * <p>As multihash the two words are written most significant byte first; murmur3-x64-64 is the
 * first of them.
 */
final class Murmur3 {
  private static final int BLOCK_BYTES = 16;
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private Murmur3() {}

  static byte[] x64(byte[] content, int length) {
    long h1 = 0;
    long h2 = 0;
    int at = 0;
    for (; content.length - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
      h1 ^= first((long) LittleEndian.LONG.get(content, at));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
      h2 ^= second((long) LittleEndian.LONG.get(content, at + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    h1 ^= first(tail(content, at));
    h2 ^= second(tail(content, at + 8));
    h1 ^= content.length;
    h2 ^= content.length;
    h1 += h2;
    h2 += h1;
    h1 = avalanche(h1);
    h2 = avalanche(h2);
    h1 += h2;
    h2 += h1;
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = (byte) ((i < 8 ? h1 : h2) >>> 56 - 8 * (i & 7));
    }
    return out;
  }

  private static long first(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long second(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  /** Up to eight bytes from there, zeros behind the end; zero leaves the state as it is. */
  private static long tail(byte[] content, int from) {
    long word = 0;
    for (int i = Math.min(content.length, from + 8) - 1; i >= from; i--) {
      word = word << 8 | content[i] & 0xff;
    }
    return word;
  }

  private static long avalanche(long k) {
    long x = (k ^ k >>> 33) * 0xff51afd7ed558ccdL;
    x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
    return x ^ x >>> 33;
  }
}
