package io.pinakes.datasets;

import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.garbage.Purges;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.Removals;
import io.pinakes.datasets.migrate.ModelChange;
import io.pinakes.datasets.migrate.ModelChangeReport;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.publication.Publication;
import io.pinakes.datasets.vectors.Building;
import io.pinakes.datasets.version.ForeignDatasetException;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionChange;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Changes one dataset of a home. Each call waits until no other job changes anything, and has moved
 * the head and brought up the index when it returns.
 */
public final class DatasetWriter {
  private final Workbench bench;
  private final String name;

  DatasetWriter(Workbench bench, String name) {
    this.bench = bench;
    this.name = name;
  }

  /**
   * Takes a document out. A file that is still there is not taken in again before it changes.
   *
   * @param path {@code source/relative}
   * @param purge whether nothing of it stays: the vectors are written anew, the older versions are
   *     given up, the index is built again, and garbage is collected and leaves nothing in the
   *     files. It is enough if an older version has it
   * @return the version without it; empty if there was none at that path
   */
  public Optional<VersionInfo> removeDocument(String path, boolean purge, ProgressListener listener)
      throws IOException {
    return bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          Removals removals = new Removals(bench.store(), bench.versions(), dataset);
          Optional<Version> made = removals.document(path, purge, Workbench.stages(listener));
          if (made.isPresent()) {
            finish(dataset, made.get(), purge, listener);
          }
          return made.map(DatasetWriter::info);
        });
  }

  /**
   * Stops following a folder and takes its documents out.
   *
   * @return the version without them; empty if it had none
   * @throws IllegalArgumentException if there is no source of that name
   */
  public Optional<VersionInfo> removeSource(String source, ProgressListener listener)
      throws IOException {
    return bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          if (dataset.source(source).isEmpty()) {
            throw new IllegalArgumentException(
                "dataset ["
                    + name
                    + "] has no source ["
                    + source
                    + "]; it has "
                    + dataset.sources().stream().map(known -> known.name()).toList());
          }
          Removals removals = new Removals(bench.store(), bench.versions(), dataset);
          Optional<Version> made = removals.source(source, Workbench.stages(listener));
          Batch batch = bench.store().batch();
          bench.catalog().put(batch, dataset.withoutSource(source));
          batch.commit(Durability.SYNCED);
          if (made.isPresent()) {
            finish(dataset, made.get(), false, listener);
          }
          return made.map(DatasetWriter::info);
        });
  }

  private void finish(DatasetRecord dataset, Version made, boolean purge, ProgressListener listener)
      throws IOException {
    bench.catchUp(dataset, Workbench.stages(listener));
    if (purge) {
      bench.finishPurge(dataset, made, Workbench.stages(listener));
    }
  }

  /**
   * Says what people read about the dataset, and whether it may be shown; the words are in its
   * manifest from its next version on.
   */
  public void describe(String description, String license, boolean isPrivate) throws IOException {
    bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          Batch batch = bench.store().batch();
          DatasetRecord described = dataset.described(description, license, isPrivate);
          bench.catalog().put(batch, described);
          batch.commit(Durability.SYNCED);
          bench.publisher().follow(described);
          return name;
        });
  }

  /**
   * Shows the newest version of the dataset, now and whenever there is a newer one, to whoever asks
   * a gateway for it.
   *
   * @return under which names
   */
  public Publication publish() throws IOException {
    return show(true);
  }

  /**
   * Shows no version any more. What others have taken they keep, and a name that was signed holds
   * until it ends, but leads to nothing that is here.
   *
   * @return under which names it was to be had
   */
  public Publication unpublish() throws IOException {
    return show(false);
  }

  private Publication show(boolean isPublic) throws IOException {
    return bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          if (isPublic && bench.pulling().of(dataset).isPresent()) {
            throw new IllegalArgumentException(
                "dataset [" + name + "] is not all here yet: pull it to its end first");
          }
          DatasetRecord shown =
              dataset.described(dataset.description(), dataset.license(), !isPublic);
          Batch batch = bench.store().batch();
          bench.catalog().put(batch, shown);
          batch.commit(Durability.SYNCED);
          bench.publisher().follow(shown);
          return bench.publisher().publication(shown);
        });
  }

  /**
   * Makes a version that says what the settings say, if they say something new.
   *
   * @return the version; empty if there was nothing new, or no version to begin with
   */
  public Optional<VersionInfo> renewManifest(ProgressListener listener) throws IOException {
    return bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          Optional<Version> now = bench.versions().current(dataset);
          if (now.isEmpty()) {
            return Optional.empty();
          }
          VersionChange change =
              VersionChange.of(
                  VersionChange.MapEdits.NONE,
                  now.get().manifest().pipeline(),
                  now.get().manifest().model());
          Optional<Version> made =
              bench.versions().make(dataset, change, Workbench.stages(listener));
          if (made.isPresent()) {
            bench.catchUp(dataset, Workbench.stages(listener));
          }
          return made.map(DatasetWriter::info);
        });
  }

  /**
   * Gives the dataset vectors of another model, and cuts over at once; the old index answers until
   * the new one is built. Going back is the same call with the old model.
   *
   * @param model the name of a model that the home can open
   * @throws io.pinakes.datasets.migrate.ChunksTooLongException if it does not take all chunks
   */
  public ModelChangeReport useModel(
      String model, ProgressListener listener, Cancellation cancellation) throws IOException {
    return bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          if (!dataset.own()) {
            throw new ForeignDatasetException(name);
          }
          try (Embedder embedder = bench.models().open(model)) {
            ModelChangeReport report =
                new ModelChange(
                        bench.store(),
                        bench.versions(),
                        dataset,
                        model,
                        embedder,
                        listener,
                        cancellation,
                        bench.options().nanoTime())
                    .run();
            if (!report.cancelled()) {
              bench.catchUp(dataset, Workbench.stages(listener));
            }
            return report;
          }
        });
  }

  /** Builds the index again from blocks; nothing is embedded. */
  public void rebuildIndex() throws IOException {
    bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          bench.versions().catchUp(dataset);
          Optional<Version> now = bench.versions().current(dataset);
          if (now.isPresent()) {
            bench.follower().rebuild(dataset, now.get());
          }
          return name;
        });
  }

  /** Merges the index so that searches are quickest; takes a while for a large one. */
  public void mergeIndex(ProgressListener listener) throws IOException {
    bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          Optional<Version> now = bench.versions().current(dataset);
          if (now.isPresent()) {
            bench.follower().merge(dataset, now.get(), Workbench.stages(listener));
          }
          return name;
        });
  }

  /**
   * Takes the dataset out of the home. Its blocks go with the next garbage collection; its key is
   * put aside, not deleted.
   */
  public void delete() throws IOException {
    bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          bench.publisher().withdraw(dataset);
          Batch batch = bench.store().batch();
          bench.catalog().remove(batch, dataset);
          bench.ledger().removeAll(batch, dataset);
          new Holders(bench.store()).remove(batch, dataset);
          new Building(bench.store()).end(batch, dataset);
          bench.pulling().end(batch, dataset);
          new Purges(bench.store()).end(batch, dataset);
          bench.indexes().remove(batch, dataset);
          batch.commit(Durability.SYNCED);
          bench.keys().retire(name, dataset.key().peerId().toString());
          bench.indexes().delete(name, Set.of());
          return name;
        });
  }

  static VersionInfo info(Version version) {
    return new VersionInfo(
        version.manifest().version(),
        version.cid(),
        version.manifest().documents(),
        version.manifest().model().id(),
        version.manifest().created(),
        version.manifest().stats());
  }
}
