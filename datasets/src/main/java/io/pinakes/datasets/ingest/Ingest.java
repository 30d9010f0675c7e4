package io.pinakes.datasets.ingest;

import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.index.IndexFollower;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.Stats;
import io.pinakes.datasets.model.tree.TreeEditor;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.vectors.Building;
import io.pinakes.datasets.vectors.StagedVectors;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionChange;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * One run over one source of one dataset. For use once, by one thread.
 *
 * <p>Until the head moves nothing of the dataset has changed, and what was done lies in the pending
 * rows and the staged vectors; a run that is killed, cancelled or fails is gone on with by the
 * next.
 */
public final class Ingest {
  private final Store store;
  private final VersionMaker versions;
  private final IndexFollower indexes;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Setup setup;
  private final Reporter reporter;
  private final CpuClock cpu = new CpuClock();
  private final Warnings warnings;

  /** Prepares a run. */
  Ingest(
      Store store,
      VersionMaker versions,
      IndexFollower indexes,
      InstantSource clock,
      LongSupplier nanoTime,
      Setup setup,
      ProgressListener listener) {
    this.store = store;
    this.versions = versions;
    this.indexes = indexes;
    this.ledger = new Ledger(store);
    this.clock = clock;
    this.setup = setup;
    this.reporter = new Reporter(listener, nanoTime);
    this.warnings = new Warnings(setup.embedder().spec());
  }

  /** Is told of the mount points of the source before anything of it is taken in. */
  interface MountsSink {
    void found(List<String> mounts) throws IOException;
  }

  /** Runs. */
  IngestReport run(
      boolean allowEmpty, boolean retryFailed, Cancellation cancellation, MountsSink mounts)
      throws IOException {
    DatasetRecord dataset = setup.dataset();
    versions.catchUp(dataset);
    promote();
    reporter.entered(Stage.WALK);
    SourceScan scan = new SourceScan(store, setup, retryFailed);
    cpu.alone(Stage.WALK, () -> scan.run(allowEmpty));
    mounts.found(scan.mounts());
    reporter.filesTotal.set(scan.tasks().size());
    scan.tasks().forEach(task -> reporter.bytesTotal.addAndGet(task.stamp().size()));
    reporter.entered(Stage.WALK);
    Flow flow = new Flow(cancellation);
    try (Lease lease = store.lease()) {
      if (!scan.tasks().isEmpty()) {
        new Pipeline(store, setup, lease, clock, retryFailed, flow, reporter, cpu, warnings)
            .run(scan.tasks());
      }
      if (cancellation.isCancelled()) {
        return report(scan, versions.current(dataset), false, true, allowEmpty);
      }
      scan.requireStillThere();
      Optional<Version> made = seal();
      Optional<Version> now = versions.current(dataset);
      promote();
      forgetStaged();
      if (now.isPresent()) {
        Version version = now.get();
        versions.catchUp(dataset);
        cpu.alone(Stage.INDEX, () -> indexes.follow(dataset, version, reporter::entered));
      }
      return report(scan, now, made.isPresent(), false, allowEmpty);
    }
  }

  private Optional<Version> seal() throws IOException {
    // Nothing pending and a version there: nothing can have changed but what the manifest says of
    // the pipeline and the dataset, which the maker compares.
    VersionChange change = VersionChange.of(this::edit, setup.pipeline(), setup.embedder().spec());
    return cpu.alone(Stage.SEAL, () -> versions.make(setup.dataset(), change, reporter::entered));
  }

  private void edit(TreeEditor<DocumentEntry> editor) throws IOException {
    ledger.pending(
        setup.dataset(),
        setup.source().prefix(),
        (path, row) -> {
          if (row.document().isPresent()) {
            editor.put(new DocumentEntry(path, row.document().get()));
          } else {
            editor.remove(DocumentEntry.key(path));
          }
          return true;
        });
  }

  /**
   * Makes those pending rows of the source the rows that say what the head's manifest says. So it
   * does not matter whether a run died before the head moved, or just behind.
   */
  private void promote() throws IOException {
    Optional<Version> now = versions.current(setup.dataset());
    if (now.isEmpty()) {
      return;
    }
    Manifest manifest = now.get().manifest();
    var documents = DocumentMap.at(store.blocks(), manifest.documents());
    StoreBatches batches = new StoreBatches(store::batch);
    ledger.pending(
        setup.dataset(),
        setup.source().prefix(),
        (path, row) -> {
          Optional<DocumentEntry> there = documents.find(DocumentEntry.key(path));
          if (there.map(DocumentEntry::document).equals(row.document())) {
            ledger.promote(batches.current(path.length()), setup.dataset(), path, row);
          }
          return true;
        });
    batches.flush();
  }

  /** What is staged is in blocks now, unless another run is not at its end. */
  private void forgetStaged() throws IOException {
    if (ledger.nothingPending() && !new Building(store).isBuilding(setup.model())) {
      Batch batch = store.batch();
      new StagedVectors(store).removeAll(batch, setup.model());
      batch.commit(Durability.BUFFERED);
    }
  }

  private IngestReport report(
      SourceScan scan,
      Optional<Version> version,
      boolean isNew,
      boolean cancelled,
      boolean allowEmpty) {
    Optional<Manifest> manifest = version.map(Version::manifest);
    long total = manifest.map(Manifest::stats).orElse(Stats.NONE).chunks();
    long embedded = reporter.embedded.get();
    return new IngestReport(
        setup.dataset().name(),
        setup.source().name(),
        version.map(Version::cid),
        manifest.map(Manifest::documents),
        manifest.map(Manifest::version).orElse(0L),
        isNew,
        cancelled,
        reporter.elapsed(),
        new FileCounts(
            reporter.indexedFiles.get() + scan.resumed(),
            scan.unchanged() + reporter.unchangedFiles.get(),
            scan.failed() + reporter.failedFiles.get(),
            scan.removed(),
            scan.skipped()),
        new ChunkCounts(total, embedded, Math.max(0, total - embedded)),
        cpu.times(),
        Stream.concat(
                scan.nothingFound().filter(sentence -> !allowEmpty).stream(),
                warnings.sentences().stream())
            .toList());
  }
}
