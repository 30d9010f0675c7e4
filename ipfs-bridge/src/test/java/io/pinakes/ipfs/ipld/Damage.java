package io.pinakes.ipfs.ipld;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What a bad disk, a bad wire and a bad neighbour do to bytes. */
public final class Damage {
  private Damage() {}

  /** The bytes with a few bits flipped, cut short, with a run of them left out or put in twice. */
  public static byte[] of(byte[] bytes, RandomGenerator random) {
    byte[] damaged = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      if (damaged.length > 0) {
        damaged = once(damaged, random);
      }
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, RandomGenerator random) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1 -> {
        int run = random.nextInt(1, Math.min(9, bytes.length - at + 1));
        byte[] without = Arrays.copyOf(bytes, bytes.length - run);
        System.arraycopy(bytes, at + run, without, at, bytes.length - at - run);
        return without;
      }
      case 2 -> {
        int run = random.nextInt(1, Math.min(9, bytes.length - at + 1));
        byte[] with = Arrays.copyOf(bytes, bytes.length + run);
        System.arraycopy(bytes, at, with, at + run, bytes.length - at);
        return with;
      }
      case 3 -> bytes[at] = (byte) random.nextInt();
      case 4 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
      default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }
}
