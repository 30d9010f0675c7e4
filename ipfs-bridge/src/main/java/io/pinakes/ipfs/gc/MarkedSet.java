package io.pinakes.ipfs.gc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import java.nio.ByteBuffer;

/**
 * The blocks that a collection has reached, each as 125 bits of its hash and 3 bits for how its
 * links are read.
 *
 * <p>Why not a plain hash set: ten million CIDs as objects take some 2 GB. Here a block takes 20 to
 * 30 bytes, ten million at most 300 MB: open addressing in 256 segments, each of which grows by
 * half when four fifths full, so that growing costs little beside what is there.
 *
 * <p>Why 125 bits: two blocks that share them would be taken for one, and what the second links to
 * would be lost. By chance that needs 2^62 blocks; to bring it about for a given block of this
 * store needs 2^100 hashes, as most of it is SHA-256.
 *
 * <p>Why the links' format belongs to it: blocks are kept by hash alone, and one that was reached
 * as raw bytes has no links, but has when it is reached as dag-pb.
 */
public final class MarkedSet {
  /** Blocks of one set at most: 3 GB. */
  static final long MAX_ENTRIES = 100_000_000;

  private static final int SEGMENTS = 256;
  private static final int FORMATS = 5;

  private final long[][] segments = new long[SEGMENTS][];
  private final int[] counts = new int[SEGMENTS];
  private long size;

  /** Adds a block as its CID's codec reads it; false if it was there. */
  public boolean add(Cid cid) {
    long[] key = key(cid.hash());
    long low = key[1] | format(cid.codec());
    int segment = (int) (key[0] >>> 56);
    if (segments[segment] == null) {
      segments[segment] = new long[2 * 16];
    }
    int slot = slot(segments[segment], key[0], low);
    if (segments[segment][slot + 1] != 0) {
      return false;
    }
    if (size == MAX_ENTRIES) {
      throw new IllegalStateException("more than [" + MAX_ENTRIES + "] blocks are reachable");
    }
    segments[segment][slot] = key[0];
    segments[segment][slot + 1] = low;
    size++;
    counts[segment]++;
    if (counts[segment] * 2L * 5 > segments[segment].length * 4L) {
      grow(segment);
    }
    return true;
  }

  /** Whether a block is here, however its links are read. */
  public boolean contains(Multihash hash) {
    long[] key = key(hash);
    long[] table = segments[(int) (key[0] >>> 56)];
    if (table == null) {
      return false;
    }
    for (int format = 1; format <= FORMATS; format++) {
      if (table[slot(table, key[0], key[1] | format) + 1] != 0) {
        return true;
      }
    }
    return false;
  }

  /** How many there are, one that is read in two ways counted twice. */
  public long size() {
    return size;
  }

  /** The memory that the entries take, in bytes. */
  long memoryBytes() {
    long longs = 0;
    for (long[] segment : segments) {
      longs += segment == null ? 0 : segment.length;
    }
    return longs * Long.BYTES;
  }

  private void grow(int segment) {
    long[] old = segments[segment];
    long[] grown = new long[Math.max(old.length, old.length / 4 * 6)];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int slot = slot(grown, old[i], old[i + 1]);
        grown[slot] = old[i];
        grown[slot + 1] = old[i + 1];
      }
    }
    segments[segment] = grown;
  }

  /** Where an entry is, or would go; entries are pairs, and the second is never zero. */
  private static int slot(long[] table, long high, long low) {
    // The bits below the segment's number, scaled to the table.
    int slot = (int) Math.unsignedMultiplyHigh(high << 8, table.length / 2) * 2;
    while (table[slot + 1] != 0 && (table[slot] != high || table[slot + 1] != low)) {
      slot = slot + 2 == table.length ? 0 : slot + 2;
    }
    return slot;
  }

  private static long[] key(Multihash hash) {
    byte[] digest = hash.digest();
    if (hash.code() != Multihash.SHA2_256 || digest.length != 32) {
      // Other functions' digests may be short, or not spread evenly.
      digest = Multihash.sha256(hash.toBytes()).digest();
    }
    ByteBuffer bits = ByteBuffer.wrap(digest);
    return new long[] {bits.getLong(), bits.getLong() & ~7L};
  }

  /** 1 to {@link #FORMATS}: never zero, which marks a free slot. */
  private static int format(long codec) {
    if (codec == Multicodec.RAW) {
      return 1;
    }
    if (codec == Multicodec.DAG_PB) {
      return 2;
    }
    if (codec == Multicodec.DAG_CBOR) {
      return 3;
    }
    return codec == Multicodec.DAG_JSON ? 4 : 5;
  }
}
