package io.pinakes.datasets.index;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.VectorEntry;
import io.pinakes.datasets.model.VectorList;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.store.Store;
import io.pinakes.vectorstore.IndexUpdate;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Fills an empty index from the blocks of a version: its documents one by one, then its blocks of
 * vectors, each by a thread of a pool as wide as the cores.
 */
final class IndexBuilder {
  private final BlockReader blocks;
  private final Manifest manifest;
  private final IndexUpdate update;
  private final ChunkWriter chunks;

  IndexBuilder(
      Store store, Holders holders, DatasetRecord dataset, Manifest manifest, IndexUpdate update) {
    this.blocks = store.blocks();
    this.manifest = manifest;
    this.update = update;
    this.chunks = new ChunkWriter(store, holders, dataset, manifest, update);
  }

  void build() throws IOException {
    TreeCursor<DocumentEntry> documents = DocumentMap.at(blocks, manifest.documents()).cursor();
    for (Optional<DocumentEntry> next = documents.next();
        next.isPresent();
        next = documents.next()) {
      Document document = DocumentReader.document(blocks, next.get().document());
      chunks.documents().put(next.get().document(), document.language());
      update.putDocument(IndexFollower.indexed(next.get(), document));
    }
    int threads = Runtime.getRuntime().availableProcessors();
    LinkedBlockingQueue<Future<?>> running = new LinkedBlockingQueue<>();
    // Closing waits for what runs: an interrupt inside the index's file channels would close them.
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, task -> new Thread(task, "index-chunks"))) {
      TreeCursor<VectorEntry> vectors = VectorList.at(blocks, manifest.vectorList()).cursor();
      for (Optional<VectorEntry> next = vectors.next(); next.isPresent(); next = vectors.next()) {
        Cid block = next.get().block();
        running.add(
            pool.submit(
                () -> {
                  putRows(block);
                  return block;
                }));
        while (running.size() > 2 * threads) {
          await(running.remove());
        }
      }
      while (!running.isEmpty()) {
        await(running.remove());
      }
    }
  }

  private void putRows(Cid block) throws IOException {
    Vectors vectors = Vectors.decode(DocumentReader.load(blocks, block, "vector list"));
    for (int row = 0; row < vectors.rows(); row++) {
      chunks.put(vectors.chunk(row), vectors.encoded(row));
    }
  }

  static void await(Future<?> task) throws IOException {
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("indexing failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("indexing was interrupted");
    }
  }
}
