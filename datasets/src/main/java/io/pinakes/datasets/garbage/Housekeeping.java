package io.pinakes.datasets.garbage;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.vectors.Building;
import io.pinakes.datasets.vectors.StagedVectors;
import io.pinakes.datasets.vectors.VectorRows;
import io.pinakes.ipfs.gc.Gc;
import io.pinakes.ipfs.gc.GcOptions;
import io.pinakes.ipfs.gc.GcReport;
import io.pinakes.ipfs.gc.GcRoots;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.function.Consumer;

/** Collects the garbage of a home: blocks, and the notes about blocks that are gone. */
public final class Housekeeping {
  private final Store store;

  /** In that store. */
  public Housekeeping(Store store) {
    this.store = store;
  }

  /** Says what is kept, why, and what would go; removes nothing. */
  public GcReport plan() throws IOException {
    return new Gc(store, GcOptions.DEFAULTS).plan(new HomeRoots(store));
  }

  /**
   * Removes blocks that nothing keeps. Jobs may run meanwhile: what they hold stays.
   *
   * @param stages is told when the marking begins, and when the sweeping does
   */
  public GcReport collect(Consumer<Stage> stages) throws IOException {
    return collect(stages, Gc.NOBODY);
  }

  /**
   * The same.
   *
   * @param stages is told when the marking begins, and when the sweeping does
   * @param gone is told of each block that went
   */
  public GcReport collect(Consumer<Stage> stages, Consumer<Multihash> gone) throws IOException {
    GcRoots roots = new HomeRoots(store);
    GcRoots told =
        visitor -> {
          stages.accept(Stage.GC_MARK);
          roots.visit(visitor);
          stages.accept(Stage.GC_SWEEP);
        };
    return new Gc(store, GcOptions.DEFAULTS).collect(told, gone);
  }

  /**
   * Forgets where rows of vectors were whose blocks are gone, and vectors that were staged for a
   * run which nobody will go on with. No job may run meanwhile.
   */
  public void tidy() throws IOException {
    new VectorRows(store).forgetGone(store);
    if (isNothingUnfinished()) {
      Batch batch = store.batch();
      new StagedVectors(store).removeAll(batch);
      batch.commit(Durability.BUFFERED);
    }
  }

  /** Whether no run waits to be gone on with, so that what is staged is of no use. */
  public boolean isNothingUnfinished() throws IOException {
    Building building = new Building(store);
    for (DatasetRecord dataset : new Catalog(store).list()) {
      if (building.of(dataset).isPresent()) {
        return false;
      }
    }
    return new Ledger(store).nothingPending();
  }
}
