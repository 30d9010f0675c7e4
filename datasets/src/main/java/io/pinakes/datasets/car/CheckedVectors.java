package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.datasets.vectors.VectorRows;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Notes the rows of a version's vectors, which come first, and sees that every chunk has one. */
final class CheckedVectors implements VersionCheck.Sink {
  private final VectorRows rows;
  private final StoreBatches notes;
  private final DatasetRecord dataset;
  private final String model;
  private final Set<Cid> listed = new TreeSet<>();
  private boolean flushed;

  CheckedVectors(Store store, DatasetRecord dataset, String model) {
    this.rows = new VectorRows(store);
    this.notes = new StoreBatches(store::batch);
    this.dataset = dataset;
    this.model = model;
  }

  @Override
  public void vectors(Cid block, Vectors vectors) throws IOException {
    if (vectors.model().equals(model)) {
      listed.add(block);
      rows.note(notes, dataset, block, vectors);
    }
  }

  @Override
  public void chunk(Cid chunk, Cid document) throws IOException {
    if (!flushed) {
      flush();
    }
    boolean[] found = {false};
    rows.blocks(
        model,
        dataset,
        chunk,
        block -> {
          found[0] = listed.contains(block);
          return !found[0];
        });
    if (!found[0]) {
      throw new ImportException(
          "chunk [" + chunk + "] of document [" + document + "] has no vector");
    }
  }

  void flush() throws IOException {
    notes.flush();
    flushed = true;
  }
}
