package io.pinakes.query;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.knowledge.Pages;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.IndexSnapshot;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.lucene.LuceneChunkIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A dataset for tests: a real index, and a manifest that the test can change behind its back. */
public final class ShelfDataset implements SearchableDataset {
  private final String name;
  private final Embedder model;
  private final LuceneChunkIndex index;
  private final Map<String, List<Place>> manifest = new TreeMap<>();
  private final Map<String, Cid> documents = new TreeMap<>();
  private final List<IndexedDocument> shelf = new ArrayList<>();
  private final List<IndexedChunk> chunks = new ArrayList<>();

  /** An empty dataset whose index is in a folder. */
  public ShelfDataset(String name, Embedder model, Path folder) throws IOException {
    this.name = name;
    this.model = model;
    this.index =
        LuceneChunkIndex.open(folder, IndexOptions.of(model.spec().id(), model.spec().dimension()));
  }

  /** Puts a passage into a document; it begins behind those that are there. */
  public Cid put(String path, String passage) {
    return put(path, passage, "\n" + passage);
  }

  /** Puts a passage whose chunk has another text in the index than it should have. */
  public Cid put(String path, String passage, String indexed) {
    Cid document =
        documents.computeIfAbsent(
            path, p -> Cid.of(Multicodec.DAG_CBOR, (name + p).getBytes(StandardCharsets.UTF_8)));
    Cid chunk = Cid.of(Multicodec.RAW, ("\n" + passage).getBytes(StandardCharsets.UTF_8));
    int start =
        manifest.values().stream()
            .flatMap(List::stream)
            .filter(p -> p.path().equals(path))
            .mapToInt(p -> p.end() + 1)
            .max()
            .orElse(0);
    int end = start + passage.codePointCount(0, passage.length());
    List<Place> places = manifest.computeIfAbsent(chunk.toString(), c -> new ArrayList<>());
    places.add(new Place(document, path, start, end, Pages.NONE, List.of()));
    String type = path.endsWith(".md") ? "text/markdown" : "text/plain";
    shelf.add(
        new IndexedDocument(
            document.toString(), path, type, Optional.empty(), Optional.empty(), Optional.empty()));
    chunks.removeIf(c -> c.chunk().equals(chunk.toString()));
    chunks.add(
        new IndexedChunk(
            chunk.toString(),
            indexed,
            Optional.of("en"),
            model.embedPassage(passage),
            places.stream().map(p -> p.document().toString()).toList()));
    return chunk;
  }

  /** Says which pages the passages of a document stand on. */
  public void paginate(String path, Pages pages) {
    for (List<Place> places : manifest.values()) {
      places.replaceAll(
          p -> {
            Pages own = pages.within(p.start(), p.end());
            return p.path().equals(path)
                ? new Place(p.document(), path, p.start(), p.end(), own, p.heading())
                : p;
          });
    }
  }

  /** Makes all that was put searchable. */
  public ShelfDataset commit() throws IOException {
    try (IndexUpdate update = index.begin()) {
      for (IndexedDocument document : shelf) {
        update.putDocument(document);
      }
      for (IndexedChunk chunk : chunks) {
        update.putChunk(chunk);
      }
      update.commit(Cid.of(Multicodec.DAG_CBOR, new byte[] {1}).toString());
    }
    return this;
  }

  /** Takes a document out of the manifest; the index does not hear of it. */
  public void forget(String path) {
    manifest.values().forEach(places -> places.removeIf(p -> p.path().equals(path)));
  }

  /** Opens for one search after another. */
  public DatasetSource source() {
    return (names, omitted) -> List.of(this);
  }

  /** Frees the index. */
  public void dispose() throws IOException {
    index.close();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ModelSpec model() {
    return model.spec();
  }

  @Override
  public IndexSnapshot index() {
    try {
      return index.snapshot();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public List<Place> places(String chunk, List<String> keys) {
    return manifest.getOrDefault(chunk, List.of());
  }

  @Override
  public void close() {}
}
