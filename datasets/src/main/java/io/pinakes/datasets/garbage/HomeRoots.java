package io.pinakes.datasets.garbage;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.VersionRecord;
import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.ipfs.gc.GcRoots;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.IOException;
import java.util.Optional;

/**
 * The roots of a home: the versions that are kept of each dataset, the documents that a run which
 * did not end has left for the next version, and the user's pins.
 */
public final class HomeRoots implements GcRoots {
  private final Store store;
  private final Catalog catalog;
  private final Ledger ledger;

  /** The roots in a store. */
  public HomeRoots(Store store) {
    this.store = store;
    this.catalog = new Catalog(store);
    this.ledger = new Ledger(store);
  }

  @Override
  public void visit(Visitor visitor) throws IOException {
    for (DatasetRecord dataset : catalog.list()) {
      Optional<HeadRecord> head = catalog.head(dataset);
      if (head.isPresent()) {
        visitor.root(
            head.get().manifest(), Pin.Kind.RECURSIVE, "newest version of " + dataset.name());
      }
      for (VersionRecord version : catalog.versions(dataset)) {
        visitor.root(
            version.manifest(),
            Pin.Kind.RECURSIVE,
            "version " + version.version() + " of " + dataset.name());
      }
      ledger.pending(
          dataset,
          "",
          (path, row) -> {
            visitPending(dataset, row, visitor);
            return true;
          });
    }
    for (Cid root : new Visibility(store).roots()) {
      visitor.root(root, Pin.Kind.RECURSIVE, "public version");
    }
    GcRoots.of(new Pins(store)).visit(visitor);
  }

  private static void visitPending(DatasetRecord dataset, FileRow row, Visitor visitor)
      throws IOException {
    if (row.document().isPresent()) {
      visitor.root(
          row.document().get(), Pin.Kind.RECURSIVE, "unfinished ingest of " + dataset.name());
    }
  }
}
