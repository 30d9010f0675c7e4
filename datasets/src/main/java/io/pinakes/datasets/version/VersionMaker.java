package io.pinakes.datasets.version;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.KeyRing;
import io.pinakes.datasets.holders.Delta;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.Stats;
import io.pinakes.datasets.model.tree.TreeEditor;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.vectors.VectorSealer;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes versions. Everything is written before the head moves: a process that dies on the way
 * leaves the old version and blocks that nothing refers to.
 */
public final class VersionMaker {
  private final Store store;
  private final Catalog catalog;
  private final KeyRing keys;
  private final Holders holders;
  private final HeadSwitch heads;
  private final InstantSource clock;

  /** Makes versions in a store. */
  public VersionMaker(Store store, Catalog catalog, KeyRing keys, InstantSource clock) {
    this.store = store;
    this.catalog = catalog;
    this.keys = keys;
    this.holders = new Holders(store);
    this.heads = new HeadSwitch(catalog, clock);
    this.clock = clock;
  }

  /** The version that a dataset is at. */
  public Optional<Version> current(DatasetRecord dataset) throws IOException {
    Optional<HeadRecord> head = catalog.head(dataset);
    return head.isPresent() ? Optional.of(read(head.get().manifest())) : Optional.empty();
  }

  /** The version of that manifest. */
  public Version read(Cid manifest) throws IOException {
    return new Version(manifest, DocumentReader.manifest(store.blocks(), manifest));
  }

  /** Signs the newest version that is kept once more, in the place of a head that was lost. */
  public Version restoreHead(DatasetRecord dataset) throws IOException {
    Version newest = read(catalog.versions(dataset).getLast().manifest());
    heads.sign(store.batch(), dataset, keys.get(dataset.name()), newest, false);
    return newest;
  }

  /** Whether a version has a document at a path. */
  public boolean holds(Version version, String path) throws IOException {
    return DocumentMap.at(store.blocks(), version.manifest().documents())
        .find(DocumentEntry.key(path))
        .isPresent();
  }

  /** The versions of a dataset that are kept and have a document at a path, oldest first. */
  public List<Version> holding(DatasetRecord dataset, String path) throws IOException {
    List<Version> holding = new ArrayList<>();
    for (var kept : catalog.versions(dataset)) {
      Version version = read(kept.manifest());
      if (holds(version, path)) {
        holding.add(version);
      }
    }
    return holding;
  }

  /**
   * Brings what is derived of the documents up to the version that a dataset is at. To be done
   * after a change, and before the next one if a process may have died between.
   */
  public void catchUp(DatasetRecord dataset) throws IOException {
    Optional<Version> current = current(dataset);
    if (current.isPresent()) {
      holders.follow(dataset, current.get().cid(), current.get().manifest());
    }
  }

  /**
   * Makes the next version and moves the head to it.
   *
   * @param stages is told when the stages seal and switch begin
   * @return the new version; empty if it would say what the old one says
   * @throws ModelMismatchException if the model is another, and the change does not say that it
   *     switches models
   * @throws io.pinakes.datasets.vectors.MissingVectorException if a chunk was never embedded
   */
  public Optional<Version> make(DatasetRecord dataset, VersionChange change, Consumer<Stage> stages)
      throws IOException {
    return make(dataset, change, stages, batch -> {});
  }

  /** The same, with more changes in the batch that moves the head. */
  public Optional<Version> make(
      DatasetRecord dataset, VersionChange change, Consumer<Stage> stages, Consumer<Batch> along)
      throws IOException {
    if (!dataset.own()) {
      throw new ForeignDatasetException(dataset.name());
    }
    PrivateKey key = keys.get(dataset.name());
    stages.accept(Stage.SEAL);
    catchUp(dataset);
    Optional<Version> before = current(dataset);
    requireModel(dataset, before, change);
    try (Lease lease = store.lease()) {
      BlockWriter blocks = new BlockWriter(store, lease);
      Cid documents = editDocuments(before, change, blocks);
      if (before.isPresent() && saysTheSame(before.get().manifest(), documents, dataset, change)) {
        return Optional.empty();
      }
      blocks.flush();
      Manifest manifest = seal(dataset, before, documents, change, blocks);
      blocks.put(manifest.toBlock());
      blocks.flush();
      Version made = new Version(manifest.toBlock().cid(), manifest);
      stages.accept(Stage.SWITCH);
      Batch batch = store.batch();
      along.accept(batch);
      heads.sign(batch, dataset, key, made, change.purge());
      return Optional.of(made);
    }
  }

  private static void requireModel(
      DatasetRecord dataset, Optional<Version> before, VersionChange change)
      throws ModelMismatchException {
    if (before.isPresent() && !change.switchesModel()) {
      String has = before.get().manifest().model().id();
      if (!has.equals(change.model().id())) {
        throw new ModelMismatchException(
            dataset.name(), has, change.model().id(), change.model().name());
      }
    }
  }

  private static Cid editDocuments(
      Optional<Version> before, VersionChange change, BlockWriter blocks) throws IOException {
    Cid from = before.isPresent() ? before.get().manifest().documents() : DocumentMap.empty(blocks);
    TreeEditor<DocumentEntry> editor = DocumentMap.at(blocks, from).edit(blocks);
    change.edits().apply(editor);
    return editor.finish();
  }

  private static boolean saysTheSame(
      Manifest before, Cid documents, DatasetRecord dataset, VersionChange change) {
    return before.documents().equals(documents)
        && before.model().id().equals(change.model().id())
        && before.pipeline().equals(change.pipeline())
        && before.description().equals(dataset.description())
        && before.license().equals(dataset.license())
        && !change.purge()
        && !change.freshVectors();
  }

  private Manifest seal(
      DatasetRecord dataset,
      Optional<Version> before,
      Cid documents,
      VersionChange change,
      BlockWriter blocks)
      throws IOException {
    Delta delta =
        Delta.between(
            store,
            dataset,
            holders,
            before.map(version -> version.manifest().documents()),
            documents,
            blocks);
    StoreBatches notes = new StoreBatches(store::batch);
    VectorSealer sealer =
        new VectorSealer(
            store, change.model(), listToBeginWith(dataset, change), blocks, blocks, notes);
    Counter counter = new Counter(sealer);
    delta.visit(counter);
    if (change.switchesModel() || change.freshVectors()) {
      addAllHeld(dataset, delta, sealer);
    }
    if (change.switchesModel() || change.purge()) {
      sealer.checkAll();
    }
    Cid vectors = sealer.finish(delta::heldAfter, change.purge());
    notes.flush();
    Stats stats =
        delta.apply(
            before.map(version -> version.manifest().stats()).orElse(Stats.NONE),
            counter.added,
            counter.removed,
            new Ledger(store).bytes(dataset, delta.lost()));
    delta.clear();
    return manifest(dataset, before, documents, vectors, change, stats);
  }

  /** The newest list of the model that is kept: its own before, or the one it is going back to. */
  private Optional<Cid> listToBeginWith(DatasetRecord dataset, VersionChange change)
      throws IOException {
    Optional<Cid> newest = Optional.empty();
    if (change.freshVectors()) {
      return newest;
    }
    for (var kept : catalog.versions(dataset)) {
      Manifest manifest = read(kept.manifest()).manifest();
      if (manifest.vectors().containsKey(change.model().id())) {
        newest = Optional.ofNullable(manifest.vectors().get(change.model().id()));
      }
    }
    return newest;
  }

  private void addAllHeld(DatasetRecord dataset, Delta delta, VectorSealer sealer)
      throws IOException {
    holders.chunks(
        dataset,
        chunk -> {
          if (delta.heldAfter(chunk)) {
            sealer.add(chunk);
          }
          return true;
        });
  }

  private Manifest manifest(
      DatasetRecord dataset,
      Optional<Version> before,
      Cid documents,
      Cid vectors,
      VersionChange change,
      Stats stats) {
    TreeMap<String, ModelSpec> models = new TreeMap<>();
    models.put(change.model().id(), change.model());
    TreeMap<String, Cid> lists = new TreeMap<>();
    lists.put(change.model().id(), vectors);
    return new Manifest(
        dataset.key(),
        dataset.name(),
        dataset.description(),
        dataset.license(),
        before.map(version -> version.manifest().version()).orElse(0L) + 1,
        before.map(Version::cid),
        clock.instant(),
        change.pipeline(),
        models,
        documents,
        lists,
        stats);
  }

  /** Hands changes on to the sealer, and counts them. */
  private static final class Counter implements Delta.Visitor {
    private final VectorSealer sealer;
    private long added;
    private long removed;

    Counter(VectorSealer sealer) {
      this.sealer = sealer;
    }

    @Override
    public void added(Cid chunk) throws IOException {
      added++;
      sealer.add(chunk);
    }

    @Override
    public void removed(Cid chunk) throws IOException {
      removed++;
      sealer.remove(chunk);
    }

    @Override
    public void relinked(Cid chunk) {
      // Its vector stays where it is.
    }
  }
}
