package io.pinakes.core.hash;

import java.util.Arrays;

/**
 * BLAKE3 in hash mode, of any output length (the BLAKE3 paper, section 2).
 *
 * <p>Content is cut into chunks of 1,024 bytes, the leaves of a binary tree whose left subtrees are
 * full. Each node is one last compression that has not been done yet: with the root flag it yields
 * the output, without it the eight words that the parent takes in.
 */
final class Blake3 {
  private static final int BLOCK_BYTES = 64;
  private static final int CHUNK_BYTES = 1024;
  private static final int ROUNDS = 7;
  private static final int CHUNK_START = 1;
  private static final int CHUNK_END = 2;
  private static final int PARENT = 4;
  private static final int ROOT = 8;
  private static final int[] PERMUTATION = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};

  private Blake3() {}

  static byte[] digest(byte[] content, int length) {
    return tree(content, 0, content.length).output(length);
  }

  /** Recursion goes as deep as the logarithm of the chunks: at most 21 for an array. */
  private static Node tree(byte[] content, int from, int to) {
    int length = to - from;
    if (length <= CHUNK_BYTES) {
      return chunk(content, from, to);
    }
    int left = Integer.highestOneBit(length - 1); // the largest full subtree that leaves a rest
    int[] words = new int[16];
    System.arraycopy(tree(content, from, from + left).chainingValue(), 0, words, 0, 8);
    System.arraycopy(tree(content, from + left, to).chainingValue(), 0, words, 8, 8);
    return new Node(Blake2s.IV, words, 0, BLOCK_BYTES, PARENT);
  }

  private static Node chunk(byte[] content, int from, int to) {
    long index = from / CHUNK_BYTES;
    int[] chaining = Blake2s.IV;
    int start = CHUNK_START;
    int at = from;
    while (to - at > BLOCK_BYTES) {
      int[] words = words(content, at, BLOCK_BYTES);
      chaining = new Node(chaining, words, index, BLOCK_BYTES, start).chainingValue();
      start = 0;
      at += BLOCK_BYTES;
    }
    return new Node(chaining, words(content, at, to - at), index, to - at, start | CHUNK_END);
  }

  private static int[] words(byte[] content, int at, int length) {
    byte[] block = Arrays.copyOf(Arrays.copyOfRange(content, at, at + length), BLOCK_BYTES);
    int[] words = new int[16];
    for (int i = 0; i < words.length; i++) {
      words[i] = (int) LittleEndian.INT.get(block, 4 * i);
    }
    return words;
  }

  /** A compression that waits to know whether it is the root. */
  private static final class Node {
    private final int[] chaining;
    private final int[] block;
    private final long counter;
    private final int blockLength;
    private final int flags;

    Node(int[] chaining, int[] block, long counter, int blockLength, int flags) {
      this.chaining = chaining;
      this.block = block;
      this.counter = counter;
      this.blockLength = blockLength;
      this.flags = flags;
    }

    int[] chainingValue() {
      return Arrays.copyOf(compress(counter, flags), 8);
    }

    /** The root's output: one compression for each 64 bytes, which count up. */
    byte[] output(int length) {
      byte[] out = new byte[length];
      for (int at = 0; at < length; at += BLOCK_BYTES) {
        int[] words = compress(at / BLOCK_BYTES, flags | ROOT);
        for (int i = at; i < Math.min(length, at + BLOCK_BYTES); i++) {
          out[i] = (byte) (words[i - at >> 2] >>> 8 * (i & 3));
        }
      }
      return out;
    }

    private int[] compress(long count, int allFlags) {
      int[] v = Arrays.copyOf(chaining, 16);
      System.arraycopy(Blake2s.IV, 0, v, 8, 4);
      v[12] = (int) count;
      v[13] = (int) (count >>> 32);
      v[14] = blockLength;
      v[15] = allFlags;
      int[] m = block;
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < 4; i++) {
          Blake2s.mix(v, i, i + 4, i + 8, i + 12, m[2 * i], m[2 * i + 1]);
        }
        for (int i = 0; i < 4; i++) {
          int b = 4 + (i + 1) % 4;
          int c = 8 + (i + 2) % 4;
          int d = 12 + (i + 3) % 4;
          Blake2s.mix(v, i, b, c, d, m[8 + 2 * i], m[9 + 2 * i]);
        }
        m = permuted(m);
      }
      for (int i = 0; i < 8; i++) {
        v[i] ^= v[i + 8];
        v[i + 8] ^= chaining[i];
      }
      return v;
    }

    private static int[] permuted(int[] m) {
      int[] out = new int[16];
      for (int i = 0; i < 16; i++) {
        out[i] = m[PERMUTATION[i]];
      }
      return out;
    }
  }
}
