package io.pinakes.datasets.vectors;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Vectors that were embedded and are in no block that a head names yet.
 *
 * <pre>
 * staged   model | chunk digest   → half floats, little-endian
 * </pre>
 */
public final class StagedVectors {
  private final Table staged;

  /** The table in a store. */
  public StagedVectors(Store store) {
    this.staged = store.table("staged");
  }

  /** Stages a vector. */
  public void put(Batch batch, String model, Cid chunk, byte[] encoded) {
    batch.put(staged, VectorKeys.chunk(VectorKeys.model(model), chunk), encoded);
  }

  /** The vector of a chunk, if it is staged. */
  public Optional<byte[]> get(String model, Cid chunk) throws IOException {
    return staged.get(VectorKeys.chunk(VectorKeys.model(model), chunk));
  }

  /** Forgets the vector of a chunk. */
  public void remove(Batch batch, String model, Cid chunk) {
    batch.delete(staged, VectorKeys.chunk(VectorKeys.model(model), chunk));
  }

  /** Forgets all vectors of a model. */
  public void removeAll(Batch batch, String model) {
    batch.deleteRange(staged, VectorKeys.model(model), VectorKeys.behind(model));
  }

  /** Forgets all vectors of all models. */
  public void removeAll(Batch batch) {
    byte[] end = new byte[VectorKeys.MODEL_BYTES + 1];
    Arrays.fill(end, (byte) -1);
    batch.deleteRange(staged, new byte[0], end);
  }

  /** Takes chunks of staged vectors one by one. */
  @FunctionalInterface
  public interface Visitor {
    /** Looks at the next; false ends the visit. */
    boolean visit(Cid chunk) throws IOException;
  }

  /** Visits the chunks whose vectors are staged, sorted by digest. */
  public void chunks(String model, Visitor visitor) throws IOException {
    staged.scan(
        VectorKeys.model(model),
        (key, value) -> {
          byte[] digest = Arrays.copyOfRange(key, VectorKeys.MODEL_BYTES, key.length);
          return visitor.visit(Cid.v1(Multicodec.RAW, Multihash.of(Multihash.SHA2_256, digest)));
        });
  }

  /** How many vectors are staged, of all models. */
  public long count() throws IOException {
    long[] count = {0};
    staged.scan(
        new byte[0],
        (key, value) -> {
          count[0]++;
          return true;
        });
    return count[0];
  }
}
