package io.pinakes.datasets.index;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.Delta;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.version.Version;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.IndexedDocument;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings the index of a dataset up to the version that the dataset is at. Nothing is embedded: the
 * vectors are in blocks.
 */
public final class IndexFollower {
  private final Store store;
  private final Indexes indexes;
  private final Holders holders;

  /** Follows with the indexes of a home. */
  public IndexFollower(Store store, Indexes indexes) {
    this.store = store;
    this.indexes = indexes;
    this.holders = new Holders(store);
  }

  /** Whether the index that answers is of that version. */
  public boolean isUpToDate(DatasetRecord dataset, Version version) throws IOException {
    String model = version.manifest().model().id();
    return indexes.answering(dataset).equals(Optional.of(model))
        && indexes
            .forWriting(dataset, version.manifest().model())
            .manifest()
            .equals(Optional.of(version.cid().toString()));
  }

  /**
   * Brings the index up to a version, which the holders are of already, and lets it answer.
   *
   * @param stages is told when the stage index begins; not if there is nothing to do
   * @return whether there was anything to do
   */
  public boolean follow(DatasetRecord dataset, Version version, Consumer<Stage> stages)
      throws IOException {
    if (isUpToDate(dataset, version)) {
      return false;
    }
    stages.accept(Stage.INDEX);
    ChunkIndex index = indexes.forWriting(dataset, version.manifest().model());
    Optional<Manifest> from = before(index);
    if (from.isPresent()) {
      catchUp(dataset, index, from.get(), version);
    } else {
      rebuild(dataset, version);
    }
    Batch batch = store.batch();
    indexes.answer(batch, dataset, version.manifest().model().id());
    batch.commit(Durability.SYNCED);
    return true;
  }

  /** Builds the index of a version from blocks alone; the one before answers until it is done. */
  public void rebuild(DatasetRecord dataset, Version version) throws IOException {
    ChunkIndex index = indexes.anew(dataset, version.manifest().model());
    try (IndexUpdate update = index.begin()) {
      new IndexBuilder(store, holders, dataset, version.manifest(), update).build();
      update.commit(version.cid().toString());
    }
  }

  /**
   * Begins the index of a version that is on its way; the one before answers until the first rows
   * are added.
   */
  public GrowingIndex grow(DatasetRecord dataset, Version version) throws IOException {
    return new GrowingIndex(store, indexes, holders, dataset, version);
  }

  /** Merges the index of a version, so that searches are quickest. */
  public void merge(DatasetRecord dataset, Version version, Consumer<Stage> stages)
      throws IOException {
    stages.accept(Stage.MERGE);
    indexes.merge(indexes.forWriting(dataset, version.manifest().model()));
  }

  /** The manifest that an index is of, if it is still here. */
  private Optional<Manifest> before(ChunkIndex index) throws IOException {
    Optional<String> carried = index.manifest();
    if (carried.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> block = store.blocks().get(Cid.parse(carried.get()));
    return block.isPresent() ? Optional.of(Manifest.decode(block.get())) : Optional.empty();
  }

  private void catchUp(DatasetRecord dataset, ChunkIndex index, Manifest from, Version to)
      throws IOException {
    BlockReader blocks = store.blocks();
    Delta delta =
        Delta.between(
            store,
            dataset,
            holders,
            Optional.of(from.documents()),
            to.manifest().documents(),
            blocks);
    if (!delta.lost().isEmpty()) {
      // What they held is not known any more, and so not which chunks to link anew.
      delta.clear();
      rebuild(dataset, to);
      return;
    }
    try (IndexUpdate update = index.begin()) {
      DocumentMap.at(blocks, from.documents())
          .diff(
              DocumentMap.at(blocks, to.manifest().documents()),
              (old, fresh) -> {
                if (old.isPresent()) {
                  update.removeDocument(old.get().document().toString(), old.get().path());
                }
                if (fresh.isPresent()) {
                  update.putDocument(indexed(blocks, fresh.get()));
                }
              });
      ChunkWriter chunks = new ChunkWriter(store, holders, dataset, to.manifest(), update);
      delta.touched(
          chunk -> {
            chunks.relink(chunk);
            return true;
          });
      update.commit(to.cid().toString());
    }
    delta.clear();
  }

  static IndexedDocument indexed(BlockReader blocks, DocumentEntry entry) throws IOException {
    Document document = DocumentReader.document(blocks, entry.document());
    return indexed(entry, document);
  }

  static IndexedDocument indexed(DocumentEntry entry, Document document) {
    return new IndexedDocument(
        entry.document().toString(),
        entry.path(),
        document.mediaType(),
        document.language(),
        document.date(),
        document.title());
  }
}
