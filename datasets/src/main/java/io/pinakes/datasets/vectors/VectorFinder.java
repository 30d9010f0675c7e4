package io.pinakes.datasets.vectors;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.Optional;

/** Finds the vector of a chunk, wherever in the home it is. Any thread may call. */
public final class VectorFinder {
  private final Store store;
  private final String origin;
  private final StagedVectors staged;
  private final VectorRows rows;
  private final VectorBlocks blocks;

  /** Looks for vectors that this home made. */
  public VectorFinder(Store store) {
    this(store, "");
  }

  /**
   * Looks for vectors of a dataset: those that this home made for one of its own; for another's,
   * those that came with it, which nobody vouches for but its publisher.
   */
  public static VectorFinder of(Store store, DatasetRecord dataset) {
    return new VectorFinder(store, VectorRows.origin(dataset));
  }

  private VectorFinder(Store store, String origin) {
    this.origin = origin;
    this.store = store;
    this.staged = new StagedVectors(store);
    this.rows = new VectorRows(store);
    this.blocks = new VectorBlocks(store.blocks());
  }

  /** Whether the chunk need not be embedded; reads no block. */
  public boolean has(String model, Cid chunk) throws IOException {
    if (isOurs() && staged.get(model, chunk).isPresent()) {
      return true;
    }
    boolean[] found = {false};
    rows.blocks(
        model + origin,
        chunk,
        block -> {
          found[0] = store.blocks().has(block);
          return !found[0];
        });
    return found[0];
  }

  /** The vector as it is kept. */
  public Optional<byte[]> find(String model, Cid chunk) throws IOException {
    Optional<byte[]> waiting = isOurs() ? staged.get(model, chunk) : Optional.empty();
    return waiting.isPresent() ? waiting : inBlock(model, chunk);
  }

  /**
   * A damaged block has no rows: the doctor finds it, and another block may have what is sought.
   */
  private Optional<Vectors> soundBlock(Cid block) throws IOException {
    try {
      return blocks.get(block);
    } catch (DamagedBlockException damaged) {
      return Optional.empty();
    }
  }

  private boolean isOurs() {
    return origin.isEmpty();
  }

  private Optional<byte[]> inBlock(String model, Cid chunk) throws IOException {
    byte[][] found = new byte[1][];
    rows.blocks(
        model + origin,
        chunk,
        block -> {
          Optional<Vectors> vectors = soundBlock(block);
          int row = vectors.isPresent() ? vectors.get().rowOf(chunk) : -1;
          if (row >= 0 && vectors.get().model().equals(model)) {
            found[0] = vectors.get().encoded(row);
          }
          return found[0] == null;
        });
    return Optional.ofNullable(found[0]);
  }
}
