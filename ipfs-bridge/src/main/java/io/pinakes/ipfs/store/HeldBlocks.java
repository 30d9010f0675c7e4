package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.scratch.RowSet;
import io.pinakes.ipfs.scratch.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Blocks that are held: by one lease, or for a collection to mark from. Guarded by the lock of
 * their {@link LeaseBook}.
 *
 * <p>A CID by SHA-256 takes 50 to 100 bytes, its digest and its codec in five numbers; of the heap,
 * a mebibyte at most is taken, however many there are (see {@link RowSet}).
 */
final class HeldBlocks implements AutoCloseable {
  private static final int WIDTH = 5;
  private static final int KIND = 4;
  private static final long MAX_CODEC = 1L << 60;

  private final RowSet usual;

  /** The CIDs of other hash functions, which are few, and in the heap. */
  private final Map<Multihash, Set<Cid>> others = new TreeMap<>();

  private boolean closed;

  HeldBlocks(Scratch scratch) {
    usual = new RowSet(WIDTH, scratch);
  }

  /** Takes one block. */
  @FunctionalInterface
  interface Taker {
    void take(Cid cid) throws IOException;
  }

  /** Holds a block; false if it was held already, under the same CID. Closed, it keeps nothing. */
  boolean add(Cid cid) {
    if (closed) {
      return true;
    }
    if (!isUsual(cid.hash()) || cid.codec() >= MAX_CODEC) {
      return others.computeIfAbsent(cid.hash(), hash -> new HashSet<>(2)).add(cid);
    }
    return usual.add(row(cid.hash(), cid.codec() << 2 | cid.version() + 1));
  }

  void addAll(HeldBlocks more) {
    usual.addAll(more.usual);
    more.others.forEach(
        (hash, cids) -> others.computeIfAbsent(hash, key -> new HashSet<>(2)).addAll(cids));
  }

  /** Whether a block is held, under whatever CID. */
  boolean holds(Multihash hash) {
    return others.containsKey(hash) || isUsual(hash) && usual.contains(row(hash, 0), 0);
  }

  boolean isEmpty() {
    return usual.size() == 0 && others.isEmpty();
  }

  void forEach(Taker taker) throws IOException {
    usual.forEach(row -> taker.take(cid(row)));
    for (Set<Cid> cids : others.values()) {
      for (Cid cid : cids) {
        taker.take(cid);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    usual.close();
    others.clear();
  }

  private static boolean isUsual(Multihash hash) {
    return hash.code() == Multihash.SHA2_256 && hash.digestLength() == 32;
  }

  private static long[] row(Multihash hash, long kind) {
    long[] row = new long[WIDTH];
    ByteBuffer.wrap(hash.digest()).asLongBuffer().get(row, 0, KIND);
    row[KIND] = kind;
    return row;
  }

  private static Cid cid(long[] row) {
    ByteBuffer digest = ByteBuffer.allocate(KIND * Long.BYTES);
    digest.asLongBuffer().put(row, 0, KIND);
    Multihash hash = Multihash.of(Multihash.SHA2_256, digest.array());
    return new Cid((int) (row[KIND] & 3) - 1, row[KIND] >>> 2, hash);
  }
}
