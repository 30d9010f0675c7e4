package io.pinakes.benchmarks.retrieval;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.chunk.Passage;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.Span;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.query.DatasetSource;
import io.pinakes.query.Omission;
import io.pinakes.query.Place;
import io.pinakes.query.SearchableDataset;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.IndexSnapshot;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.lucene.LuceneChunkIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A corpus chunked, embedded and indexed by the product's classes, without a home around it. */
public final class PassageCollection implements DatasetSource, AutoCloseable {
  private final ModelSpec model;
  private final LuceneChunkIndex index;
  private final Map<String, List<Place>> places = new TreeMap<>();
  private final Map<Cid, String> ids = new TreeMap<>();

  private PassageCollection(ModelSpec model, LuceneChunkIndex index) {
    this.model = model;
    this.index = index;
  }

  /** The chunker of the default set-up for a model. */
  public static Chunker chunker(Embedder embedder) {
    return new Chunker(
        ChunkerOptions.DEFAULT.within(embedder.tokens().limit()),
        embedder.tokens(),
        new OpenNlpSentences());
  }

  /** Builds the collection in an empty folder. */
  public static PassageCollection build(
      List<BeirFolder.Document> corpus,
      Chunker chunker,
      Embedder embedder,
      IndexOptions options,
      Path folder)
      throws IOException, InterruptedException {
    PassageCollection collection =
        new PassageCollection(embedder.spec(), LuceneChunkIndex.open(folder, options));
    Map<String, String> texts = new TreeMap<>();
    List<IndexedDocument> documents = new ArrayList<>();
    for (BeirFolder.Document document : corpus) {
      documents.add(collection.add(document, chunker, texts));
    }
    List<String> keys = List.copyOf(texts.keySet());
    List<float[]> vectors = Corpus.embed(embedder, List.copyOf(texts.values()));
    try (IndexUpdate update = collection.index.begin()) {
      for (IndexedDocument document : documents) {
        update.putDocument(document);
      }
      for (int i = 0; i < keys.size(); i++) {
        List<Place> stands = collection.places.getOrDefault(keys.get(i), List.of());
        update.putChunk(
            new IndexedChunk(
                keys.get(i),
                texts.getOrDefault(keys.get(i), ""),
                Optional.of("en"),
                vectors.get(i),
                stands.stream().map(p -> p.document().toString()).toList()));
      }
      update.commit(Cid.of(Multicodec.RAW, new byte[0]).toString());
    }
    return collection;
  }

  private IndexedDocument add(
      BeirFolder.Document document, Chunker chunker, Map<String, String> texts) {
    Cid cid = Corpus.name(document.id());
    String path = "corpus/" + ids.size();
    ids.put(cid, document.id());
    String text = Normalizer.normalize(document.text(), Normalizer.Form.NFC).strip();
    int length = text.codePointCount(0, text.length());
    Optional<String> title = Optional.of(document.title()).filter(t -> !t.isBlank());
    if (length > 0) {
      ExtractedDocument extracted =
          new ExtractedDocument(
              text,
              title,
              "text/plain",
              Optional.of("en"),
              Optional.empty(),
              List.of(Span.paragraph(0, length, 0)));
      for (Passage passage : chunker.chunk(extracted)) {
        String chunk = Cid.of(Multicodec.RAW, passage.chunk()).toString();
        texts.put(chunk, passage.text());
        places
            .computeIfAbsent(chunk, c -> new ArrayList<>())
            .add(
                new Place(
                    cid, path, passage.start(), passage.end(), passage.pages(), passage.heading()));
      }
    }
    return new IndexedDocument(
        cid.toString(), path, "text/plain", Optional.of("en"), Optional.empty(), title);
  }

  /** The corpus's identifier of a document. */
  public String id(Cid document) {
    String id = ids.get(document);
    if (id == null) {
      throw new IllegalArgumentException("no document [" + document + "] in the corpus");
    }
    return id;
  }

  /** Where a chunk stands. */
  List<Place> placesOf(String chunk) {
    return places.getOrDefault(chunk, List.of());
  }

  /** Sizes, for the record. */
  public Map<String, Object> description() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("documents", ids.size());
    description.put("chunks", places.size());
    return description;
  }

  @Override
  public List<SearchableDataset> open(List<String> names, Consumer<Omission> omitted)
      throws IOException {
    return List.of(new Opened(index.snapshot()));
  }

  @Override
  public void close() throws IOException {
    index.close();
  }

  private final class Opened implements SearchableDataset {
    private final IndexSnapshot snapshot;

    private Opened(IndexSnapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public String name() {
      return "corpus";
    }

    @Override
    public ModelSpec model() {
      return model;
    }

    @Override
    public IndexSnapshot index() {
      return snapshot;
    }

    @Override
    public List<Place> places(String chunk, List<String> documents) {
      return places.getOrDefault(chunk, List.of());
    }

    @Override
    public void close() throws IOException {
      snapshot.close();
    }
  }
}
