package io.pinakes.datasets.ingest;

import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.datasets.index.IndexFollower;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A source of a dataset with all that reads, cuts and embeds held open. For one thread. */
public final class IngestSession implements AutoCloseable {
  private final Store store;
  private final Catalog catalog;
  private final VersionMaker versions;
  private final IndexFollower indexes;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final IngestRequest request;
  private final Setup setup;
  private final List<AutoCloseable> opened;

  IngestSession(
      Store store,
      Catalog catalog,
      VersionMaker versions,
      IndexFollower indexes,
      InstantSource clock,
      LongSupplier nanoTime,
      IngestRequest request,
      Setup setup,
      List<AutoCloseable> opened) {
    this.store = store;
    this.catalog = catalog;
    this.versions = versions;
    this.indexes = indexes;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.request = request;
    this.setup = setup;
    this.opened = List.copyOf(opened);
  }

  /**
   * Runs once over the source.
   *
   * @throws io.pinakes.ingest.source.SourceMissingException if the folder is not there, or has lost
   *     all its files; nothing is deleted
   * @throws IOException if the source was taken out of the dataset since, or the run fails
   */
  public IngestReport run(ProgressListener listener, Cancellation cancellation) throws IOException {
    String dataset = setup.dataset().name();
    Optional<SourceRecord> known = catalog.get(dataset).source(setup.source().name());
    if (known.isEmpty()) {
      throw new IOException(
          "source ["
              + setup.source().name()
              + "] was taken out of dataset ["
              + dataset
              + "] meanwhile");
    }
    SourceRecord source =
        known.get().root().equals(setup.source().root())
            ? setup.source().withMounts(known.get().mounts())
            : setup.source();
    Setup now =
        new Setup(
            catalog.get(dataset).withSource(source),
            source,
            setup.extractor(),
            setup.chunker(),
            setup.embedder());
    return new Ingest(store, versions, indexes, clock, nanoTime, now, listener)
        .run(request.allowEmpty(), request.retryFailed(), cancellation, this::remember);
  }

  /** Notes the folder and the filter of the source as well: they were walked without an error. */
  private void remember(List<String> mounts) throws IOException {
    DatasetRecord dataset = catalog.get(setup.dataset().name());
    SourceRecord walked = setup.source().withMounts(mounts);
    if (!dataset.source(walked.name()).equals(Optional.of(walked))) {
      Batch batch = store.batch();
      catalog.put(batch, dataset.withSource(walked));
      batch.commit(Durability.SYNCED);
    }
  }

  /** The source that it runs over. */
  public SourceRecord source() {
    return setup.source();
  }

  /** Closes what was opened. */
  @Override
  public void close() {
    closeAll(opened);
  }

  static void closeAll(List<AutoCloseable> opened) {
    for (AutoCloseable one : opened.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException("models and extractors close without an error", e);
      }
    }
  }
}
