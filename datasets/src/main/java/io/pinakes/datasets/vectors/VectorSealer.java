package io.pinakes.datasets.vectors;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.model.VectorEntry;
import io.pinakes.datasets.model.VectorList;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.datasets.model.tree.TreeEditor;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the vector list of one version out of that of another.
 *
 * <p>What a version adds goes into blocks of its own. A block of which more than a third of the
 * rows is of chunks that nobody holds is written again without them. Four blocks of about one size
 * are merged into one, where sizes are told apart by powers of four: so a chunk is written again
 * some five times at most, however small the versions, and the list of n chunks has few small
 * blocks.
 */
public final class VectorSealer {
  /** A block goes when more than one row in so many is dead. */
  private static final int DEAD_ONE_IN = 3;

  private static final int MERGED_AT_ONCE = 4;

  private final BlockReader blocks;
  private final BlockSink sink;
  private final String model;
  private final int capacity;
  private final VectorFinder finder;
  private final VectorRows rows;
  private final Packer packer;
  private final Cid before;
  private final TreeMap<Cid, VectorEntry> entries = new TreeMap<>();
  private final TreeSet<Cid> touched = new TreeSet<>();
  private final TreeSet<Cid> known = new TreeSet<>();

  /** Whether some document holds a chunk in the version that is being made. */
  @FunctionalInterface
  public interface Holding {
    /** Answers for one chunk. */
    boolean isHeld(Cid chunk) throws IOException;
  }

  /**
   * Begins with the list of a version.
   *
   * @param list its root; empty to begin with nothing
   * @param blocks where its blocks are, and those that are put into {@code sink}
   * @param notes takes the places of new rows
   */
  public VectorSealer(
      Store store,
      ModelSpec spec,
      Optional<Cid> list,
      BlockReader blocks,
      BlockSink sink,
      StoreBatches notes)
      throws IOException {
    this.blocks = blocks;
    this.sink = sink;
    this.model = spec.id();
    this.capacity = Vectors.capacity(spec.dimension());
    this.finder = new VectorFinder(store);
    this.rows = new VectorRows(store);
    this.packer = new Packer(model, spec.dimension(), sink, rows, notes);
    this.before = list.isPresent() ? list.get() : VectorList.empty(sink);
    TreeCursor<VectorEntry> cursor = VectorList.at(blocks, before).cursor();
    for (Optional<VectorEntry> entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
      entries.put(entry.get().block(), entry.get());
      known.add(entry.get().block());
    }
  }

  /**
   * Adds a chunk; nothing happens if the list has its vector.
   *
   * @throws MissingVectorException if it was never embedded
   */
  public void add(Cid chunk) throws IOException {
    if (listed(chunk).isPresent()) {
      return;
    }
    Optional<byte[]> vector = finder.find(model, chunk);
    if (vector.isEmpty()) {
      throw new MissingVectorException(model, chunk);
    }
    packer.add(chunk, vector.get());
  }

  /** Whether {@link #add} would find that the list has the vector, or find it elsewhere. */
  public boolean has(Cid chunk) throws IOException {
    return listed(chunk).isPresent() || finder.has(model, chunk);
  }

  /** Says that nobody holds a chunk any more. */
  public void remove(Cid chunk) throws IOException {
    listed(chunk).ifPresent(touched::add);
  }

  /** Looks for dead rows in all blocks, not only in those of which a chunk was removed. */
  public void checkAll() {
    touched.addAll(known);
  }

  private Optional<Cid> listed(Cid chunk) throws IOException {
    Cid[] found = new Cid[1];
    rows.blocks(
        model,
        chunk,
        block -> {
          if (known.contains(block)) {
            found[0] = block;
          }
          return found[0] == null;
        });
    return Optional.ofNullable(found[0]);
  }

  /**
   * Ends the changes.
   *
   * @param holding tells which rows are dead
   * @param purge whether every dead row goes at once
   * @return the root of the new list
   */
  public Cid finish(Holding holding, boolean purge) throws IOException {
    take(packer.take());
    dropDead(holding, purge);
    merge(holding);
    return write();
  }

  private void take(List<VectorEntry> added) {
    added.forEach(entry -> entries.put(entry.block(), entry));
  }

  private void dropDead(Holding holding, boolean purge) throws IOException {
    for (Cid block : touched) {
      Vectors vectors = load(block);
      int dead = 0;
      for (int row = 0; row < vectors.rows(); row++) {
        if (!holding.isHeld(vectors.chunk(row))) {
          dead++;
        }
      }
      if (purge ? dead > 0 : dead * DEAD_ONE_IN > vectors.rows()) {
        repack(block, vectors, holding);
      }
    }
    take(packer.take());
  }

  private void merge(Holding holding) throws IOException {
    for (List<Cid> alike = alike(); !alike.isEmpty(); alike = alike()) {
      for (Cid block : alike) {
        repack(block, load(block), holding);
      }
      take(packer.take());
    }
  }

  /** Blocks of about one size, if there are enough of them to be merged; the smallest first. */
  private List<Cid> alike() {
    TreeMap<Integer, List<Cid>> bySize = new TreeMap<>();
    for (VectorEntry entry : entries.values()) {
      bySize.computeIfAbsent(sizeClass(entry.rows()), size -> new ArrayList<>()).add(entry.block());
    }
    for (Map.Entry<Integer, List<Cid>> size : bySize.entrySet()) {
      if (size.getKey() < sizeClass(capacity) && size.getValue().size() >= MERGED_AT_ONCE) {
        return size.getValue();
      }
    }
    return List.of();
  }

  /** The same for 1 to 3 rows, 4 to 15, 16 to 63 and so on; blocks over half full are one class. */
  private int sizeClass(int rowCount) {
    return rowCount * 2 > capacity
        ? Integer.MAX_VALUE
        : (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(rowCount)) / 2;
  }

  private void repack(Cid block, Vectors vectors, Holding holding) throws IOException {
    for (int row = 0; row < vectors.rows(); row++) {
      if (holding.isHeld(vectors.chunk(row))) {
        packer.add(vectors.chunk(row), vectors.encoded(row));
      }
    }
    entries.remove(block);
  }

  private Vectors load(Cid block) throws IOException {
    byte[] bytes =
        blocks.get(block).orElseThrow(() -> new MissingBlockException(block, "vector list"));
    return Vectors.decode(bytes);
  }

  private Cid write() throws IOException {
    TreeSet<Cid> all = new TreeSet<>(VectorSealer::byKey);
    all.addAll(known);
    all.addAll(entries.keySet());
    TreeEditor<VectorEntry> editor = VectorList.at(blocks, before).edit(sink);
    for (Cid block : all) {
      VectorEntry entry = entries.get(block);
      if (entry == null) {
        editor.remove(block.toBytes());
      } else if (!known.contains(block)) {
        editor.put(entry);
      }
    }
    return editor.finish();
  }

  private static int byKey(Cid one, Cid other) {
    return Arrays.compareUnsigned(one.toBytes(), other.toBytes());
  }
}
