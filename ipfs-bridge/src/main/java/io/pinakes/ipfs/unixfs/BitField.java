package io.pinakes.ipfs.unixfs;

import java.util.Arrays;

/**
 * Which buckets of a shard are taken, as one big-endian number without leading zero bytes: bucket
 * {@code i} is bit {@code i & 7} of the byte {@code i >> 3} from the end. (The specification's text
 * says little-endian and a fixed length; all programs write this.)
 */
final class BitField {
  private final byte[] bits;

  BitField(int buckets) {
    bits = new byte[buckets / 8];
  }

  private BitField(byte[] bits) {
    this.bits = bits;
  }

  /** Reads the number; it may have leading zeros, and must not be longer than the buckets. */
  static BitField of(byte[] number, int buckets) {
    if (number.length > buckets / 8) {
      throw new IllegalArgumentException(
          "bit field of [" + number.length + "] bytes for [" + buckets + "] buckets");
    }
    byte[] bits = new byte[buckets / 8];
    System.arraycopy(number, 0, bits, bits.length - number.length, number.length);
    return new BitField(bits);
  }

  void set(int bucket) {
    bits[bits.length - 1 - (bucket >> 3)] |= (byte) (1 << (bucket & 7));
  }

  boolean isSet(int bucket) {
    return (bits[bits.length - 1 - (bucket >> 3)] >> (bucket & 7) & 1) == 1;
  }

  int count() {
    int count = 0;
    for (byte each : bits) {
      count += Integer.bitCount(each & 0xff);
    }
    return count;
  }

  /** How many buckets before this one are taken. */
  int countBelow(int bucket) {
    int count = 0;
    for (int i = 0; i < bucket; i++) {
      count += isSet(i) ? 1 : 0;
    }
    return count;
  }

  byte[] toBytes() {
    int from = 0;
    while (from < bits.length && bits[from] == 0) {
      from++;
    }
    return Arrays.copyOfRange(bits, from, bits.length);
  }
}
