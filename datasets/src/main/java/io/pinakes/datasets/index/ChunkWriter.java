package io.pinakes.datasets.index;

import io.pinakes.core.knowledge.HalfFloats;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.vectors.VectorFinder;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.store.Store;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.IndexedChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts chunks of one version into an index. Any thread may call. */
final class ChunkWriter {
  private final BlockReader blocks;
  private final Holders holders;
  private final DatasetRecord dataset;
  private final String model;
  private final int dimension;
  private final VectorFinder finder;
  private final IndexUpdate update;
  private final DocumentCache documents;

  ChunkWriter(
      Store store, Holders holders, DatasetRecord dataset, Manifest manifest, IndexUpdate update) {
    this.blocks = store.blocks();
    this.holders = holders;
    this.dataset = dataset;
    this.model = manifest.model().id();
    this.dimension = manifest.model().dimension();
    this.finder = VectorFinder.of(store, dataset);
    this.update = update;
    this.documents = new DocumentCache(blocks);
  }

  DocumentCache documents() {
    return documents;
  }

  /** Says anew which documents hold a chunk, or puts it, or takes it out if none does. */
  void relink(Cid chunk) throws IOException {
    List<Cid> holding = holding(chunk);
    String name = chunk.toString();
    if (holding.isEmpty()) {
      update.removeChunk(name);
    } else if (!update.relinkChunk(name, names(holding))) {
      Optional<byte[]> vector = finder.find(model, chunk);
      if (vector.isEmpty()) {
        throw new IOException(
            "chunk [" + chunk + "] has no vector of model [" + model + "]: run [pinakes doctor]");
      }
      put(chunk, holding, vector.get());
    }
  }

  /** Puts a chunk if any document holds it. */
  void put(Cid chunk, byte[] vector) throws IOException {
    List<Cid> holding = holding(chunk);
    if (!holding.isEmpty()) {
      put(chunk, holding, vector);
    }
  }

  private void put(Cid chunk, List<Cid> holding, byte[] vector) throws IOException {
    byte[] text = DocumentReader.load(blocks, chunk, "document [" + holding.get(0) + "]");
    update.putChunk(
        new IndexedChunk(
            chunk.toString(),
            new String(text, StandardCharsets.UTF_8),
            documents.language(holding.get(0)),
            HalfFloats.decode(vector, 0, dimension),
            names(holding)));
  }

  private List<Cid> holding(Cid chunk) throws IOException {
    List<Cid> holding = new ArrayList<>();
    holders.of(dataset, chunk, holding::add);
    return holding;
  }

  private static List<String> names(List<Cid> holding) {
    return holding.stream().map(Cid::toString).toList();
  }
}
