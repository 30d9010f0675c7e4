package io.pinakes.datasets.migrate;

import io.pinakes.core.knowledge.HalfFloats;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.vectors.Building;
import io.pinakes.datasets.vectors.StagedVectors;
import io.pinakes.datasets.vectors.VectorFinder;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionChange;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Gives a dataset vectors of another model. The chunks stay as they are; every one that has no
 * vector of the new model in this home is embedded, and its vector staged, so that a change which
 * is killed or cancelled is gone on with. Then one batch moves the head to a version with the new
 * vectors and notes the new model. The old vectors stay as long as a version that has them is kept:
 * going back is the same change, and embeds only what came since.
 *
 * <p>For use once, by one thread; embedders run on a pool as wide as the cores.
 */
public final class ModelChange {
  private static final int GROUP = 64;

  private final Store store;
  private final VersionMaker versions;
  private final DatasetRecord dataset;
  private final String modelName;
  private final Embedder embedder;
  private final ProgressListener listener;
  private final Cancellation cancellation;
  private final LongSupplier nanoTime;
  private final long begun;
  private final Holders holders;
  private final VectorFinder finder;
  private final StagedVectors staged;
  private final ArrayDeque<Future<Made>> running = new ArrayDeque<>();
  private Batch group;
  private int inGroup;
  private long total;
  private long embedded;
  private long reused;

  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  private record Made(Cid chunk, byte[] encoded) {}

  /**
   * Prepares a change.
   *
   * @param modelName what the user calls the model
   * @param embedder the model, opened
   */
  public ModelChange(
      Store store,
      VersionMaker versions,
      DatasetRecord dataset,
      String modelName,
      Embedder embedder,
      ProgressListener listener,
      Cancellation cancellation,
      LongSupplier nanoTime) {
    this.store = store;
    this.versions = versions;
    this.dataset = dataset;
    this.modelName = modelName;
    this.embedder = embedder;
    this.listener = listener;
    this.cancellation = cancellation;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
    this.holders = new Holders(store);
    this.finder = new VectorFinder(store);
    this.staged = new StagedVectors(store);
    this.group = store.batch();
  }

  /**
   * Changes the model.
   *
   * @throws ChunksTooLongException if the model does not take all chunks; nothing is embedded then
   */
  public ModelChangeReport run() throws IOException {
    Optional<Version> current = versions.current(dataset);
    if (current.isEmpty() || hasIt(current.get())) {
      note();
      return new ModelChangeReport(Optional.empty(), false, 0, 0);
    }
    versions.catchUp(dataset);
    requireAllFit();
    Batch begin = store.batch();
    new Building(store).begin(begin, dataset, embedder.spec().id());
    begin.commit(Durability.SYNCED);
    embedAll();
    if (cancellation.isCancelled()) {
      return new ModelChangeReport(Optional.empty(), true, embedded, reused);
    }
    VersionChange change =
        new VersionChange(
            VersionChange.MapEdits.NONE,
            current.get().manifest().pipeline(),
            embedder.spec(),
            true,
            false,
            false);
    Optional<Version> made = versions.make(dataset, change, this::tell, this::noteAlong);
    forgetStaged();
    return new ModelChangeReport(made, false, embedded, reused);
  }

  private boolean hasIt(Version version) {
    return version.manifest().model().id().equals(embedder.spec().id());
  }

  private void note() throws IOException {
    Batch batch = store.batch();
    noteAlong(batch);
    batch.commit(Durability.SYNCED);
  }

  private void noteAlong(Batch batch) {
    new Catalog(store).put(batch, dataset.withModel(modelName));
    new Building(store).end(batch, dataset);
  }

  private void requireAllFit() throws IOException {
    int limit = embedder.tokens().limit();
    long[] tooLong = {0};
    holders.chunks(
        dataset,
        chunk -> {
          total++;
          if (!finder.has(embedder.spec().id(), chunk)
              && embedder.tokens().count(text(chunk)) > limit) {
            tooLong[0]++;
          }
          return !cancellation.isCancelled();
        });
    if (tooLong[0] > 0) {
      throw new ChunksTooLongException(dataset.name(), modelName, limit, tooLong[0], total);
    }
  }

  private void embedAll() throws IOException {
    tell(Stage.EMBED);
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(cores, task -> new Thread(task, "change-embed"))) {
      holders.chunks(
          dataset,
          chunk -> {
            if (finder.has(embedder.spec().id(), chunk)) {
              reused++;
            } else {
              String text = text(chunk);
              running.add(pool.submit(() -> embed(chunk, text)));
              if (running.size() > 4 * cores) {
                stage(running.remove());
              }
            }
            return !cancellation.isCancelled();
          });
      while (!running.isEmpty()) {
        stage(running.remove());
      }
    }
    commitGroup();
  }

  private Made embed(Cid chunk, String text) {
    return new Made(chunk, HalfFloats.encode(embedder.embedPassage(text)));
  }

  private void stage(Future<Made> future) throws IOException {
    Made made;
    try {
      made = future.get();
    } catch (ExecutionException e) {
      throw new IOException("embedding failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("embedding was interrupted");
    }
    staged.put(group, embedder.spec().id(), made.chunk(), made.encoded());
    embedded++;
    inGroup++;
    if (inGroup == GROUP) {
      commitGroup();
    }
  }

  private void commitGroup() throws IOException {
    if (inGroup > 0) {
      group.commit(Durability.SYNCED);
      group = store.batch();
      inGroup = 0;
      tell(Stage.STAGE);
    }
  }

  /** What is staged is in blocks now, unless another job of this model is not at its end. */
  private void forgetStaged() throws IOException {
    boolean unfinished =
        new Building(store).isBuilding(embedder.spec().id()) || !new Ledger(store).nothingPending();
    if (!unfinished) {
      Batch batch = store.batch();
      staged.removeAll(batch, embedder.spec().id());
      batch.commit(Durability.BUFFERED);
    }
  }

  private String text(Cid chunk) throws IOException {
    return new String(
        DocumentReader.load(store.blocks(), chunk, "document"), StandardCharsets.UTF_8);
  }

  private void tell(Stage stage) {
    long done = embedded + reused;
    Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - begun);
    listener.moved(
        new Progress(stage, 0, 0, 0, 0, done, total, embedded, elapsed, Optional.empty()));
  }
}
