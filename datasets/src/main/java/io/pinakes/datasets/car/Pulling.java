package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.Keys;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.util.Optional;

/**
 * Which datasets are not all here yet: they are being pulled, or a pull was interrupted.
 *
 * <pre>
 * pulling   dataset   → the manifest whose blocks are on their way
 * </pre>
 */
public final class Pulling {
  private final Table pulling;

  /** The table in a store. */
  public Pulling(Store store) {
    this.pulling = store.table("pulling");
  }

  /** The manifest of which a dataset has only a part; empty if it has all. */
  public Optional<Cid> of(DatasetRecord dataset) throws IOException {
    return pulling.get(Keys.dataset(dataset.number())).map(Cid::fromBytes);
  }

  /** Begins. */
  void begin(Batch batch, DatasetRecord dataset, Cid manifest) {
    batch.put(pulling, Keys.dataset(dataset.number()), manifest.toBytes());
  }

  /** Ends. */
  public void end(Batch batch, DatasetRecord dataset) {
    batch.delete(pulling, Keys.dataset(dataset.number()));
  }
}
