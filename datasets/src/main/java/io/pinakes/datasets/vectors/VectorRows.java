package io.pinakes.datasets.vectors;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.util.Arrays;

/**
 * Which blocks have a row for a chunk, over all datasets and versions of a home.
 *
 * <pre>
 * rows   model | chunk digest | block digest   → nothing
 * </pre>
 *
 * A hint: a block may be gone since, and whoever follows a row finds out. The row itself is found
 * in the block, whose names are sorted.
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

  /** Notes all rows of a block. */
  public void note(StoreBatches batches, Cid block, Vectors vectors) throws IOException {
    byte[] model = VectorKeys.model(vectors.model());
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
