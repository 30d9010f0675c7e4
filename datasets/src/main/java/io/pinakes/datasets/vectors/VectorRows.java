package io.pinakes.datasets.vectors;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which blocks have a row for a chunk, over all datasets and versions of a home.
 *
 * <pre>
 * rows   model | chunk digest | block digest   → nothing
 * </pre>
 *
 * Vectors that came with somebody else's dataset are kept apart, under the model's id and the name
 * of the dataset's key: only that dataset is searched by them, and no vector of a stranger gets
 * into a dataset of this home.
 *
 * <p>A hint: a block may be gone since, and whoever follows a row finds out. The row itself is
 * found in the block, whose names are sorted.
 */
public final class VectorRows {
  private static final int DIGEST_BYTES = 32;

  private final Table rows;

  /** Takes the names of blocks. */
  @FunctionalInterface
  public interface Visitor {
    /** Looks at a block that has a row; false ends the visit. */
    boolean visit(Cid block) throws IOException;
  }

  /** The table in a store. */
  public VectorRows(Store store) {
    this.rows = store.table("rows");
  }

  /** What is put behind the id of a model for vectors of that dataset; nothing for an own one. */
  static String origin(DatasetRecord dataset) {
    return dataset.own() ? "" : "@" + dataset.key().peerId();
  }

  /** Notes all rows of a block that this home made. */
  public void note(StoreBatches batches, Cid block, Vectors vectors) throws IOException {
    note(batches, vectors.model(), block, vectors);
  }

  /** Notes all rows of a block of a dataset. */
  public void note(StoreBatches batches, DatasetRecord dataset, Cid block, Vectors vectors)
      throws IOException {
    note(batches, vectors.model() + origin(dataset), block, vectors);
  }

  private void note(StoreBatches batches, String name, Cid block, Vectors vectors)
      throws IOException {
    byte[] model = VectorKeys.model(name);
    for (int row = 0; row < vectors.rows(); row++) {
      batches.put(rows, VectorKeys.row(model, vectors.chunk(row), block), new byte[0]);
    }
  }

  /** Visits the blocks that have a row for a chunk, sorted by their digests. */
  public void blocks(String model, Cid chunk, Visitor visitor) throws IOException {
    rows.scan(
        VectorKeys.chunk(VectorKeys.model(model), chunk),
        (key, value) -> visitor.visit(blockOf(key)));
  }

  /** Visits the blocks of a dataset's own origin that have a row for a chunk. */
  public void blocks(String model, DatasetRecord dataset, Cid chunk, Visitor visitor)
      throws IOException {
    blocks(model + origin(dataset), chunk, visitor);
  }

  /** The chunks that blocks of a dataset have rows of, in their order; every row is read. */
  public Map<Cid, List<Cid>> chunks(String model, DatasetRecord dataset, Set<Cid> blocks)
      throws IOException {
    Map<Cid, List<Cid>> chunks = new TreeMap<>();
    rows.scan(
        VectorKeys.model(model + origin(dataset)),
        (key, value) -> {
          Cid block = blockOf(key);
          if (blocks.contains(block)) {
            chunks.computeIfAbsent(block, first -> new ArrayList<>()).add(chunkOf(key));
          }
          return true;
        });
    return chunks;
  }

  private static Cid chunkOf(byte[] key) {
    byte[] digest =
        Arrays.copyOfRange(key, VectorKeys.MODEL_BYTES, VectorKeys.MODEL_BYTES + DIGEST_BYTES);
    return Cid.v1(Multicodec.RAW, Multihash.of(Multihash.SHA2_256, digest));
  }

  /** Forgets the rows of blocks that are gone. */
  public void forgetGone(Store store) throws IOException {
    StoreBatches batches = new StoreBatches(store::batch);
    rows.scan(
        new byte[0],
        (key, value) -> {
          if (!store.blocks().has(blockOf(key))) {
            batches.delete(rows, key);
          }
          return true;
        });
    batches.flush();
  }

  private static Cid blockOf(byte[] key) {
    byte[] digest = Arrays.copyOfRange(key, VectorKeys.MODEL_BYTES + DIGEST_BYTES, key.length);
    return Cid.v1(Multicodec.DAG_CBOR, Multihash.of(Multihash.SHA2_256, digest));
  }
}
