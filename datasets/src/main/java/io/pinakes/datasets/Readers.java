package io.pinakes.datasets;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.VersionRecord;
import io.pinakes.datasets.index.Indexes;
import io.pinakes.datasets.model.Head;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.Stats;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.datasets.vectors.Building;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ipfs.store.Store;
import io.pinakes.vectorstore.IndexSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Opens versions for reading, beside whoever writes. */
final class Readers {
  /** A writer that switches twice between two looks is rare, five times is something else. */
  private static final int ATTEMPTS = 5;

  private final Store store;
  private final Catalog catalog;
  private final VersionMaker versions;
  private final Indexes indexes;

  Readers(Store store, Catalog catalog, VersionMaker versions, Indexes indexes) {
    this.store = store;
    this.catalog = catalog;
    this.versions = versions;
    this.indexes = indexes;
  }

  /**
   * The last version that the index is of. It may be one before the head, as long as the index is
   * being brought up: that one is complete, and kept.
   */
  Optional<DatasetReader> open(DatasetRecord dataset) throws IOException {
    Optional<String> answering = indexes.answering(dataset);
    Optional<ModelSpec> model =
        answering.isPresent() ? model(dataset, answering.get()) : Optional.empty();
    if (model.isEmpty()) {
      return Optional.empty();
    }
    for (int attempt = 1; ; attempt++) {
      IndexSnapshot snapshot = indexes.forReading(dataset, model.get()).snapshot();
      try {
        Version version = versions.read(Cid.parse(snapshot.manifest()));
        return Optional.of(new DatasetReader(dataset.name(), version, store.blocks(), snapshot));
      } catch (MissingBlockException e) {
        // The index was opened behind a switch that the store was opened before, or the version
        // was dropped between the two looks: the next look sees both from one side.
        snapshot.close();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (IOException | RuntimeException e) {
        snapshot.close();
        throw e;
      }
    }
  }

  /** The spec of a model by its id, from the newest manifest that has it. */
  private Optional<ModelSpec> model(DatasetRecord dataset, String id) throws IOException {
    Optional<Version> current = versions.current(dataset);
    if (current.isPresent()) {
      ModelSpec spec = current.get().manifest().models().get(id);
      if (spec != null) {
        return Optional.of(spec);
      }
    }
    List<VersionRecord> kept = catalog.versions(dataset);
    for (int i = kept.size() - 1; i >= 0; i--) {
      ModelSpec spec = versions.read(kept.get(i).manifest()).manifest().models().get(id);
      if (spec != null) {
        return Optional.of(spec);
      }
    }
    return Optional.empty();
  }

  DatasetInfo info(DatasetRecord dataset, Instant now) throws IOException {
    Optional<HeadRecord> head = catalog.head(dataset);
    Optional<Manifest> manifest =
        head.isPresent()
            ? Optional.of(versions.read(head.get().manifest()).manifest())
            : Optional.empty();
    return new DatasetInfo(
        dataset.name(),
        dataset.key().peerId(),
        dataset.own(),
        dataset.isPrivate(),
        trust(head, now),
        dataset.description(),
        dataset.license(),
        dataset.model(),
        dataset.sources(),
        head.map(HeadRecord::manifest),
        manifest.map(Manifest::documents),
        manifest.map(Manifest::version).orElse(0L),
        manifest.map(Manifest::created),
        manifest.map(Manifest::stats).orElse(Stats.NONE),
        new Building(store).of(dataset));
  }

  private static DatasetInfo.Trust trust(Optional<HeadRecord> record, Instant now) {
    if (record.isEmpty()) {
      return DatasetInfo.Trust.NONE;
    }
    Optional<Head> head = record.get().head();
    if (head.isEmpty() || !head.get().isSigned()) {
      return DatasetInfo.Trust.UNSIGNED;
    }
    return head.get().validUntil().isBefore(now)
        ? DatasetInfo.Trust.EXPIRED
        : DatasetInfo.Trust.SIGNED;
  }
}
