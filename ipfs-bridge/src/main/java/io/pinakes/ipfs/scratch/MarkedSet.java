package io.pinakes.ipfs.scratch;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import java.nio.ByteBuffer;

/**
 * Blocks that were reached, each as 125 bits of its hash and 3 bits for how its links are read. It
 * takes 20 to 40 bytes a block, and of the heap a mebibyte at most where scratch is not the heap.
 *
 * <p>Why 125 bits: two blocks that share them would be taken for one, and what the second links to
 * would be lost. By chance that needs 2^62 blocks; to bring it about for a given block of this
 * store needs 2^100 hashes, as most of it is SHA-256.
 *
 * <p>Why the links' format belongs to it: blocks are kept by hash alone, and one that was reached
 * as raw bytes has no links, but has when it is reached as dag-pb.
 */
public final class MarkedSet implements AutoCloseable {
  /** Blocks of one set at most: 4 GB. */
  static final long MAX_ENTRIES = 100_000_000;

  private static final long FORMAT = 7;

  private final RowSet rows;

  /** Empty. */
  public MarkedSet(Scratch scratch) {
    rows = new RowSet(2, scratch);
  }

  /** Adds a block as its CID's codec reads it; false if it was there. */
  public boolean add(Cid cid) {
    long[] key = key(cid);
    if (rows.size() == MAX_ENTRIES && !rows.contains(key, -1)) {
      throw new IllegalStateException("more than [" + MAX_ENTRIES + "] blocks are reachable");
    }
    return rows.add(key);
  }

  /** Whether a block is here as its CID's codec reads it. */
  public boolean contains(Cid cid) {
    return rows.contains(key(cid), -1);
  }

  /** Whether a block is here, however its links are read. */
  public boolean contains(Multihash hash) {
    return rows.contains(key(hash), ~FORMAT);
  }

  /** How many there are, one that is read in two ways counted twice. */
  public long size() {
    return rows.size();
  }

  /** What it takes of the heap, in bytes. */
  long heapBytes() {
    return rows.heapBytes();
  }

  /** What it takes in all, in bytes. */
  long bytes() {
    return rows.bytes();
  }

  /** Gives its room back; it is empty then. */
  @Override
  public void close() {
    rows.close();
  }

  private static long[] key(Cid cid) {
    long[] key = key(cid.hash());
    key[1] |= format(cid.codec());
    return key;
  }

  private static long[] key(Multihash hash) {
    byte[] digest = hash.digest();
    if (hash.code() != Multihash.SHA2_256 || digest.length != 32) {
      // Other functions' digests may be short, or not spread evenly.
      digest = Multihash.sha256(hash.toBytes()).digest();
    }
    ByteBuffer bits = ByteBuffer.wrap(digest);
    return new long[] {bits.getLong(), bits.getLong() & ~FORMAT};
  }

  /** 1 to 5: never zero, which marks a free place. */
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
