package io.pinakes.datasets.index;

import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.datasets.version.Version;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.IndexUpdate;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The index of a version whose blocks are still on their way: each commit can be searched, and says
 * that it is of the whole version, of which it answers what has come.
 *
 * <p>Begun when the document map, the documents and the holders are here. For one thread.
 */
public final class GrowingIndex implements AutoCloseable {
  private final Store store;
  private final Indexes indexes;
  private final Holders holders;
  private final DatasetRecord dataset;
  private final Version version;
  private final ChunkIndex index;
  private IndexUpdate update;
  private boolean answers;

  GrowingIndex(
      Store store, Indexes indexes, Holders holders, DatasetRecord dataset, Version version)
      throws IOException {
    this.store = store;
    this.indexes = indexes;
    this.holders = holders;
    this.dataset = dataset;
    this.version = version;
    this.index = indexes.anew(dataset, version.manifest().model());
    this.update = index.begin();
    putDocuments();
  }

  private void putDocuments() throws IOException {
    TreeCursor<DocumentEntry> documents =
        DocumentMap.at(store.blocks(), version.manifest().documents()).cursor();
    for (Optional<DocumentEntry> next = documents.next();
        next.isPresent();
        next = documents.next()) {
      update.putDocument(IndexFollower.indexed(store.blocks(), next.get()));
    }
  }

  /** Adds the rows of those blocks, whose chunks are here, and lets all that was added answer. */
  public void add(List<Vectors> blocks) throws IOException {
    ChunkWriter chunks = new ChunkWriter(store, holders, dataset, version.manifest(), update);
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, task -> new Thread(task, "index-chunks"))) {
      List<Future<Vectors>> running =
          blocks.stream()
              .map(
                  vectors ->
                      pool.submit(
                          () -> {
                            put(chunks, vectors);
                            return vectors;
                          }))
              .toList();
      for (Future<Vectors> one : running) {
        IndexBuilder.await(one);
      }
    }
    update.commit(version.cid().toString());
    if (!answers) {
      Batch batch = store.batch();
      indexes.answer(batch, dataset, version.manifest().model().id());
      batch.commit(Durability.SYNCED);
      answers = true;
    }
    update = index.begin();
  }

  private static void put(ChunkWriter chunks, Vectors vectors) throws IOException {
    for (int row = 0; row < vectors.rows(); row++) {
      chunks.put(vectors.chunk(row), vectors.encoded(row));
    }
  }

  /** What was added stays; the index is the home's to close. */
  @Override
  public void close() throws IOException {
    update.close();
  }
}
