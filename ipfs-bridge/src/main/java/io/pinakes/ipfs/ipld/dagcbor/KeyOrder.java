package io.pinakes.ipfs.ipld.dagcbor;

import java.util.Arrays;

/** The order of a map's keys: the shorter in UTF-8 first, those of one length by their bytes. */
final class KeyOrder {
  private KeyOrder() {}

  static int compare(byte[] a, byte[] b) {
    return a.length != b.length
        ? Integer.compare(a.length, b.length)
        : Arrays.compareUnsigned(a, b);
  }

  /** Compares keys that stand in one array. */
  static int compare(byte[] in, int a, int aLength, int b, int bLength) {
    return aLength != bLength
        ? Integer.compare(aLength, bLength)
        : Arrays.compareUnsigned(in, a, a + aLength, in, b, b + bLength);
  }
}
