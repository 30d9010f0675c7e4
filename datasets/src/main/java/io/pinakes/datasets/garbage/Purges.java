package io.pinakes.datasets.garbage;

import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.Keys;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;

/**
 * Notes the purges that are not at their end. The note is written with the head that lacks what is
 * purged, and deleted when no file holds it any more: once the older versions are given up nothing
 * else tells that something is still to be erased.
 *
 * <pre>
 * purging   dataset   → nothing
 * </pre>
 */
public final class Purges {
  private final Table purging;

  /** In that store. */
  public Purges(Store store) {
    this.purging = store.table("purging");
  }

  /** Notes that a purge begins. */
  public void begin(Batch batch, DatasetRecord dataset) {
    batch.put(purging, Keys.dataset(dataset.number()), new byte[0]);
  }

  /** Notes that it is at its end. */
  public void end(Batch batch, DatasetRecord dataset) {
    batch.delete(purging, Keys.dataset(dataset.number()));
  }

  /** Whether one is not. */
  public boolean unfinished(DatasetRecord dataset) throws IOException {
    return purging.get(Keys.dataset(dataset.number())).isPresent();
  }
}
