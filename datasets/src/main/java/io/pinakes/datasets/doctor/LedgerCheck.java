package io.pinakes.datasets.doctor;

import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.ledger.FileState;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.tree.SearchTree;
import io.pinakes.datasets.version.Version;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds rows of the ledger that the manifest does not bear out. */
final class LedgerCheck {
  private final Store store;
  private final DatasetRecord dataset;
  private final Ledger ledger;

  LedgerCheck(Store store, DatasetRecord dataset) {
    this.store = store;
    this.dataset = dataset;
    this.ledger = new Ledger(store);
  }

  /** The paths whose rows say something else than the version does. */
  List<String> drift(Version version) throws IOException {
    SearchTree<DocumentEntry> documents =
        DocumentMap.at(store.blocks(), version.manifest().documents());
    List<String> drifted = new ArrayList<>();
    ledger.rows(
        dataset,
        "",
        (path, row) -> {
          boolean pendingSaysSo = ledger.pending(dataset, path).isPresent();
          Optional<DocumentEntry> there = documents.find(DocumentEntry.key(path));
          boolean agrees =
              row.state() == FileState.INDEXED
                  ? there.map(DocumentEntry::document).equals(row.document())
                  : there.isEmpty() || row.document().isPresent();
          if (!agrees && !pendingSaysSo) {
            drifted.add(path);
          }
          return true;
        });
    return drifted;
  }
}
