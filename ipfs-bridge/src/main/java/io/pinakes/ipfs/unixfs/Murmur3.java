package io.pinakes.ipfs.unixfs;

/**
 * The hash that spreads a folder's names: the first 64 bits of MurmurHash3 x64-128, seed 0 (Austin
 * Appleby, public domain). Not a cryptographic one: names with equal hashes are easily made.
 */
final class Murmur3 {
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private Murmur3() {}

  /** The hash as a number whose most significant byte comes first. */
  static long hash64(byte[] key) {
    long h1 = 0;
    long h2 = 0;
    int whole = key.length / 16 * 16;
    for (int i = 0; i < whole; i += 16) {
      h1 ^= mix1(little(key, i, 8));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
      h2 ^= mix2(little(key, i + 8, 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    int rest = key.length - whole;
    if (rest > 8) {
      h2 ^= mix2(little(key, whole + 8, rest - 8));
    }
    if (rest > 0) {
      h1 ^= mix1(little(key, whole, Math.min(8, rest)));
    }
    h1 ^= key.length;
    h2 ^= key.length;
    h1 += h2;
    h2 += h1;
    return finish(h1) + finish(h2);
  }

  private static long mix1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mix2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long finish(long h) {
    long mixed = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }

  private static long little(byte[] key, int from, int length) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | key[from + i] & 0xff;
    }
    return value;
  }
}
