package io.pinakes.datasets.doctor;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.VersionRecord;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.index.IndexKind;
import io.pinakes.datasets.index.Indexes;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.datasets.version.Version;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks a dataset over, and changes nothing. */
public final class Checkup {
  private final Home home;
  private final Store store;
  private final Catalog catalog;
  private final Indexes indexes;
  private final IndexKind kind;

  /** In a home. */
  public Checkup(Home home, Store store, Catalog catalog, Indexes indexes, IndexKind kind) {
    this.home = home;
    this.store = store;
    this.catalog = catalog;
    this.indexes = indexes;
    this.kind = kind;
  }

  /** Looks a dataset over. */
  public HealthReport run(DatasetRecord dataset) throws IOException {
    BlockCheck check = blocks(dataset);
    List<Finding> damaged = check.findings();
    Optional<Version> newest = newest(dataset);
    boolean mapIsSound =
        damaged.stream()
            .noneMatch(
                finding ->
                    finding.role() == Finding.Role.MANIFEST
                        || finding.role() == Finding.Role.DOCUMENT_MAP);
    IndexHealth.State index =
        newest.isPresent()
            ? index(dataset, newest.get())
            : IndexHealth.State.wrong(headless(dataset));
    List<String> ledger =
        newest.isPresent() && mapIsSound
            ? new LedgerCheck(store, dataset).drift(newest.get())
            : List.of();
    return new HealthReport(
        dataset.name(),
        check.count(),
        check.bytes(),
        damaged,
        index.wrong(),
        index.behind(),
        ledger,
        List.of(),
        List.of());
  }

  /** Reads all blocks of all versions that are kept, the newest first. */
  BlockCheck blocks(DatasetRecord dataset) throws IOException {
    BlockCheck check = new BlockCheck(store.blocks());
    for (Cid manifest : manifests(dataset)) {
      check.read(manifest);
    }
    return check;
  }

  private Set<Cid> manifests(DatasetRecord dataset) throws IOException {
    Set<Cid> manifests = new TreeSet<>();
    catalog.head(dataset).map(HeadRecord::manifest).ifPresent(manifests::add);
    for (VersionRecord version : catalog.versions(dataset)) {
      manifests.add(version.manifest());
    }
    return manifests;
  }

  private IndexHealth.State index(DatasetRecord dataset, Version newest) throws IOException {
    return new IndexHealth(
            store,
            indexes,
            kind,
            home.index(dataset.name(), newest.manifest().model().id()),
            dataset,
            catalog.versions(dataset))
        .check(newest);
  }

  private List<String> headless(DatasetRecord dataset) throws IOException {
    boolean lost = catalog.head(dataset).isEmpty() && !catalog.versions(dataset).isEmpty();
    return lost ? List.of("the head that it follows is lost") : List.of();
  }

  /** The newest version, from the copy beside its head or from its block. */
  Optional<Version> newest(DatasetRecord dataset) throws IOException {
    Optional<Cid> head = catalog.head(dataset).map(HeadRecord::manifest);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    Optional<Block> copy = catalog.manifestCopy(dataset);
    if (copy.isPresent() && copy.get().cid().equals(head.get())) {
      return Optional.of(new Version(head.get(), Manifest.decode(copy.get().bytes())));
    }
    try {
      return Optional.of(
          new Version(head.get(), DocumentReader.manifest(store.blocks(), head.get())));
    } catch (MissingBlockException | DamagedBlockException e) {
      return Optional.empty();
    }
  }
}
