package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Cid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The blocks that a walk has met, 16 bytes each in a table that doubles: the last 128 bits of the
 * hash and the codec, in which those who choose blocks so that two agree would have to break the
 * hash.
 *
 * <p>It holds so many and no more; later ones are not remembered, so that they may be met again,
 * which costs time or bytes, and never memory.
 */
public final class SeenBlocks {
  private static final int FIRST_SLOTS = 64;

  private final int limit;
  private long[] slots = new long[2 * FIRST_SLOTS];
  private int count;

  /** Remembers up to that many, at 32 to 64 bytes of memory each. */
  public SeenBlocks(int limit) {
    this.limit = limit;
  }

  /** Whether the block is new, as far as is remembered. */
  public boolean add(Cid cid) {
    byte[] bytes = cid.hash().toBytes();
    byte[] tail = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 16), bytes.length);
    ByteBuffer key = ByteBuffer.wrap(Arrays.copyOf(tail, 16)).order(ByteOrder.LITTLE_ENDIAN);
    long low = key.getLong() ^ cid.codec() * 0x9E3779B97F4A7C15L;
    long high = key.getLong();
    if (low == 0 && high == 0) {
      low = 1;
    }
    int slot = find(slots, low, high);
    if (slots[slot] == low && slots[slot + 1] == high) {
      return false;
    }
    if (count < limit) {
      slots[slot] = low;
      slots[slot + 1] = high;
      count++;
      if (count > slots.length / 4) {
        grow();
      }
    }
    return true;
  }

  private static int find(long[] slots, long low, long high) {
    int mask = slots.length / 2 - 1;
    int slot = (int) (low ^ low >>> 32) & mask;
    while (true) {
      long a = slots[2 * slot];
      long b = slots[2 * slot + 1];
      if (a == low && b == high || a == 0 && b == 0) {
        return 2 * slot;
      }
      slot = slot + 1 & mask;
    }
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0 || slots[i + 1] != 0) {
        int slot = find(larger, slots[i], slots[i + 1]);
        larger[slot] = slots[i];
        larger[slot + 1] = slots[i + 1];
      }
    }
    slots = larger;
  }
}
