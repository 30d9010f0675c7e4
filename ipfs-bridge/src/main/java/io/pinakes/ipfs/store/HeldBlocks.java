package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The blocks that one lease holds. Guarded by the lock of its {@link LeaseBook}.
 *
 * <p>Why not a plain hash map: an ingest holds each block that it finds, and a million of them took
 * 300 MB as objects. Here a CID by SHA-256 takes 50 to 75 bytes: its digest and its codec in five
 * numbers, by open addressing, in segments that grow by half when four fifths full.
 */
final class HeldBlocks {
  private static final int SEGMENTS = 256;
  private static final int WIDTH = 5;
  private static final int KIND = 4;
  private static final int FIRST_SLOTS = 8;
  private static final long MAX_CODEC = 1L << 60;

  private final long[][] segments = new long[SEGMENTS][];
  private final int[] counts = new int[SEGMENTS];

  /** The CIDs of other hash functions, which are few. */
  private final Map<Multihash, Set<Cid>> others = new HashMap<>();

  /** Holds a block; false if it was held already, under the same CID. */
  boolean add(Cid cid) {
    if (!isUsual(cid.hash()) || cid.codec() >= MAX_CODEC) {
      return others.computeIfAbsent(cid.hash(), hash -> new HashSet<>(2)).add(cid);
    }
    ByteBuffer digest = ByteBuffer.wrap(cid.hash().digest());
    long kind = cid.codec() << 2 | cid.version() + 1;
    int segment = segment(digest);
    if (segments[segment] == null) {
      segments[segment] = new long[WIDTH * FIRST_SLOTS];
    }
    int slot = find(segments[segment], digest, kind);
    if (segments[segment][slot + KIND] != 0) {
      return false;
    }
    put(segments[segment], slot, digest, kind);
    counts[segment]++;
    if (counts[segment] * 5L * WIDTH > segments[segment].length * 4L) {
      grow(segment);
    }
    return true;
  }

  /** Whether a block is held, under whatever CID. */
  boolean holds(Multihash hash) {
    if (others.containsKey(hash)) {
      return true;
    }
    if (!isUsual(hash)) {
      return false;
    }
    ByteBuffer digest = ByteBuffer.wrap(hash.digest());
    long[] table = segments[segment(digest)];
    return table != null && table[find(table, digest, 0) + KIND] != 0;
  }

  void forEach(Consumer<Cid> action) {
    for (long[] table : segments) {
      for (int slot = 0; table != null && slot < table.length; slot += WIDTH) {
        if (table[slot + KIND] != 0) {
          action.accept(cid(table, slot));
        }
      }
    }
    others.values().forEach(set -> set.forEach(action));
  }

  /** The memory that the usual entries take, in bytes. */
  long memoryBytes() {
    long longs = 0;
    for (long[] table : segments) {
      longs += table == null ? 0 : table.length;
    }
    return longs * Long.BYTES;
  }

  private static boolean isUsual(Multihash hash) {
    return hash.code() == Multihash.SHA2_256 && hash.digestLength() == 32;
  }

  private static int segment(ByteBuffer digest) {
    return Byte.toUnsignedInt(digest.get(0));
  }

  /**
   * Where a digest of that kind is, or would go; of any kind, if it is 0.
   *
   * <p>Entries of one digest follow each other up to the next free slot, as all begin to look in
   * the same place and none is ever removed.
   */
  private static int find(long[] table, ByteBuffer digest, long kind) {
    // The bits below the segment's number, scaled to the table.
    int slot =
        (int) Math.unsignedMultiplyHigh(digest.getLong(0) << 8, table.length / WIDTH) * WIDTH;
    while (table[slot + KIND] != 0 && !is(table, slot, digest, kind)) {
      slot = slot + WIDTH == table.length ? 0 : slot + WIDTH;
    }
    return slot;
  }

  private static boolean is(long[] table, int slot, ByteBuffer digest, long kind) {
    for (int i = 0; i < KIND; i++) {
      if (table[slot + i] != digest.getLong(i * Long.BYTES)) {
        return false;
      }
    }
    return kind == 0 || table[slot + KIND] == kind;
  }

  private static void put(long[] table, int slot, ByteBuffer digest, long kind) {
    for (int i = 0; i < KIND; i++) {
      table[slot + i] = digest.getLong(i * Long.BYTES);
    }
    table[slot + KIND] = kind;
  }

  private void grow(int segment) {
    long[] old = segments[segment];
    long[] grown = new long[WIDTH * (old.length / WIDTH * 3 / 2)];
    for (int slot = 0; slot < old.length; slot += WIDTH) {
      if (old[slot + KIND] != 0) {
        ByteBuffer digest = digest(old, slot);
        put(grown, find(grown, digest, old[slot + KIND]), digest, old[slot + KIND]);
      }
    }
    segments[segment] = grown;
  }

  private static ByteBuffer digest(long[] table, int slot) {
    ByteBuffer digest = ByteBuffer.allocate(KIND * Long.BYTES);
    for (int i = 0; i < KIND; i++) {
      digest.putLong(table[slot + i]);
    }
    return digest;
  }

  private static Cid cid(long[] table, int slot) {
    Multihash hash = Multihash.of(Multihash.SHA2_256, digest(table, slot).array());
    return new Cid((int) (table[slot + KIND] & 3) - 1, table[slot + KIND] >>> 2, hash);
  }
}
