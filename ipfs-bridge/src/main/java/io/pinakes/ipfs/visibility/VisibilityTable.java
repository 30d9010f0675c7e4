package io.pinakes.ipfs.visibility;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code visibility}, by the first byte of its keys:
 *
 * <pre>
 *   r CID                     a public root; no value
 *   c multihash varint-codec  a public block: varint count | 1 if its links are counted, else 0
 *   f multihash varint-codec  a public block whose links are still to be counted; no value
 *   d multihash varint-codec  a block that is public no more, whose links are still counted; no value
 * </pre>
 *
 * <p>The codec belongs to the key because it decides what a block links to; whether the block may
 * be shown goes by the multihash alone, for the bytes are the same.
 */
final class VisibilityTable {
  static final byte FRESH = 'f';
  static final byte DYING = 'd';
  private static final byte ROOT = 'r';
  private static final byte COUNT = 'c';

  private final Table table;

  VisibilityTable(Store store) {
    this.table = store.table("visibility");
  }

  /** How often a public block is referred to, and whether its own links are counted. */
  record Entry(long count, boolean expanded) {}

  boolean isPublic(Cid cid) throws IOException {
    if (table.get(key(COUNT, cid)).isPresent()) {
      return true;
    }
    boolean[] found = new boolean[1];
    table.scan(
        prefixed(COUNT, cid.hash().toBytes()),
        (key, value) -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  boolean isRoot(Cid root) throws IOException {
    return table.get(prefixed(ROOT, root.toBytes())).isPresent();
  }

  void putRoot(Batch batch, Cid root) {
    batch.put(table, prefixed(ROOT, root.toBytes()), new byte[0]);
  }

  void removeRoot(Batch batch, Cid root) {
    batch.delete(table, prefixed(ROOT, root.toBytes()));
  }

  List<Cid> roots() throws IOException {
    List<Cid> roots = new ArrayList<>();
    table.scan(
        new byte[] {ROOT},
        (key, value) -> roots.add(Cid.fromBytes(Arrays.copyOfRange(key, 1, key.length))));
    roots.sort(null);
    return List.copyOf(roots);
  }

  Optional<Entry> entry(Cid cid) throws IOException {
    Optional<byte[]> value = table.get(key(COUNT, cid));
    return value.isPresent() ? Optional.of(parse(value.get())) : Optional.empty();
  }

  /** Takes a public block. */
  @FunctionalInterface
  interface Taker {
    void take(Cid cid, Entry entry) throws IOException;
  }

  /** Hands over all public blocks. */
  void entries(Taker taker) throws IOException {
    table.scan(
        new byte[] {COUNT},
        (key, value) -> {
          taker.take(cid(key), parse(value));
          return true;
        });
  }

  private static Entry parse(byte[] value) throws StoreDamagedException {
    try {
      ByteBuffer in = ByteBuffer.wrap(value);
      return new Entry(Varint.read(in), Varint.read(in) == 1);
    } catch (MultiformatException e) {
      throw new StoreDamagedException("a count of table [visibility] is malformed", e);
    }
  }

  void putEntry(Batch batch, Cid cid, Entry entry) {
    ByteArrayOutputStream value = new ByteArrayOutputStream(3);
    Varint.write(entry.count, value);
    value.write(entry.expanded ? 1 : 0);
    batch.put(table, key(COUNT, cid), value.toByteArray());
  }

  void removeEntry(Batch batch, Cid cid) {
    batch.delete(table, key(COUNT, cid));
  }

  void enqueue(Batch batch, byte queue, Cid cid) {
    batch.put(table, key(queue, cid), new byte[0]);
  }

  void dequeue(Batch batch, byte queue, Cid cid) {
    batch.delete(table, key(queue, cid));
  }

  /** The first blocks of a queue, behind one or from the start. */
  List<Cid> queued(byte queue, int limit, Optional<Cid> behind) throws IOException {
    byte[] first = behind.isPresent() ? key(queue, behind.get()) : new byte[0];
    List<Cid> queued = new ArrayList<>();
    table.scan(
        new byte[] {queue},
        first,
        (key, value) -> {
          if (!Arrays.equals(key, first)) {
            queued.add(cid(key));
          }
          return queued.size() < limit;
        });
    return queued;
  }

  /** Removes all but the roots. */
  void clear(Batch batch) {
    for (byte kind : new byte[] {COUNT, FRESH, DYING}) {
      batch.deleteRange(table, new byte[] {kind}, new byte[] {(byte) (kind + 1)});
    }
  }

  private static Cid cid(byte[] key) throws StoreDamagedException {
    try {
      ByteBuffer in = ByteBuffer.wrap(key, 1, key.length - 1);
      Multihash hash = Multihash.read(in);
      return Cid.v1(Varint.read(in), hash);
    } catch (MultiformatException e) {
      throw new StoreDamagedException("a key of table [visibility] is malformed", e);
    }
  }

  private static byte[] key(byte kind, Cid cid) {
    ByteArrayOutputStream key = new ByteArrayOutputStream(40);
    key.write(kind);
    cid.hash().writeTo(key);
    Varint.write(cid.codec(), key);
    return key.toByteArray();
  }

  private static byte[] prefixed(byte kind, byte[] rest) {
    byte[] key = new byte[rest.length + 1];
    key[0] = kind;
    System.arraycopy(rest, 0, key, 1, rest.length);
    return key;
  }
}
