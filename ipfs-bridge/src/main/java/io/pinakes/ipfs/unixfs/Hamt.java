package io.pinakes.ipfs.unixfs;

import io.pinakes.ipfs.ipld.Utf8;

/**
 * The shape of a sharded folder: how a name's hash leads through the trie.
 *
 * @param fanout buckets a shard: a power of two, 8 to 1,024 (more is a way to exhaust readers,
 *     CVE-2023-23625)
 */
record Hamt(int fanout) {
  /** The multicodec code of murmur3-x64-64, the one hash in use. */
  static final long MURMUR3 = 0x22;

  /** What all profiles write. */
  static final Hamt DEFAULT = new Hamt(256);

  private static final int MAX_FANOUT = 1024;

  static boolean isFanout(long fanout) {
    return fanout >= 8 && fanout <= MAX_FANOUT && Long.bitCount(fanout) == 1;
  }

  static long hash(String name) {
    return Murmur3.hash64(Utf8.encode(name));
  }

  /** Bits of the hash that one level takes. */
  int bits() {
    return Integer.numberOfTrailingZeros(fanout);
  }

  /** How many levels the hash is enough for. */
  int maxDepth() {
    return Long.SIZE / bits();
  }

  /** The bucket of a hash at a level; the root's is 0. */
  int bucket(long hash, int depth) {
    return (int) (hash >>> Long.SIZE - bits() * (depth + 1)) & fanout - 1;
  }

  /** Hexadecimal digits that stand before each name. */
  int prefixLength() {
    return Integer.toHexString(fanout - 1).length();
  }

  String prefix(int bucket) {
    StringBuilder digits = new StringBuilder(prefixLength());
    for (int shift = (prefixLength() - 1) * 4; shift >= 0; shift -= 4) {
      digits.append("0123456789ABCDEF".charAt(bucket >>> shift & 15));
    }
    return digits.toString();
  }
}
