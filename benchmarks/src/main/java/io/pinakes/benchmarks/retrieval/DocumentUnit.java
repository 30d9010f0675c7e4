package io.pinakes.benchmarks.retrieval;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.query.Mode;
import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.IndexSnapshot;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.ScoredChunk;
import io.pinakes.vectorstore.TextScoring;
import io.pinakes.vectorstore.fusion.FusedChunk;
import io.pinakes.vectorstore.fusion.MeanOfNormalised;
import io.pinakes.vectorstore.fusion.Stage;
import io.pinakes.vectorstore.lucene.GraphShape;
import io.pinakes.vectorstore.lucene.LuceneChunkIndex;
import io.pinakes.vectorstore.lucene.LuceneOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whole documents, as the published baselines rank them: BM25 over title and text, one vector a
 * document, and the mean of both scores, each stretched to 0..1 over the first thousand. A document
 * that is longer than the cut is embedded up to it; the record says how many were.
 */
final class DocumentUnit implements Corpus {
  /** Anserini's parameters for BEIR. */
  static final TextScoring SCORING = new TextScoring(0.9f, 0.4f, 0);

  private static final int DEPTH = 1_000;

  /**
   * In the place of vectors where none is asked for: an index wants one of every chunk, and looks
   * at this one never.
   */
  private static final float[] NO_VECTOR = {1};

  private final Optional<Embedder> embedder;
  private final LuceneChunkIndex index;
  private final IndexSnapshot snapshot;
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Map<String, Object> description = new LinkedHashMap<>();

  private DocumentUnit(
      Optional<Embedder> embedder, LuceneChunkIndex index, IndexSnapshot snapshot) {
    this.embedder = embedder;
    this.index = index;
    this.snapshot = snapshot;
  }

  /**
   * Embeds and indexes a corpus.
   *
   * @param cutTokens how much of a document is embedded, in the model's tokens, all counted
   */
  static DocumentUnit build(
      List<BeirFolder.Document> corpus, Embedder embedder, int cutTokens, Path folder)
      throws IOException, InterruptedException {
    List<String> cut = new ArrayList<>();
    int shortened = 0;
    for (BeirFolder.Document document : corpus) {
      String text = cut(document.joined(), embedder.tokens(), cutTokens);
      shortened += text.length() < document.joined().length() ? 1 : 0;
      cut.add(text);
    }
    List<float[]> vectors = Corpus.embed(embedder, cut);
    LuceneChunkIndex index =
        LuceneChunkIndex.open(
            folder,
            IndexOptions.of(embedder.spec().id(), embedder.spec().dimension())
                .withScoring(SCORING));
    DocumentUnit unit = index(corpus, vectors, Optional.of(embedder), index);
    unit.description.put("embedded_up_to_tokens", cutTokens);
    unit.description.put("documents_cut", shortened);
    unit.description.put("depth", DEPTH);
    unit.description.put("bm25", SCORING.toString());
    unit.description.put("fusion", "mean of min-max");
    return unit;
  }

  /** Indexes a corpus that is asked for text only, without a model. */
  static DocumentUnit textOnly(List<BeirFolder.Document> corpus, Path folder) throws IOException {
    LuceneOptions usual = LuceneOptions.defaults();
    GraphShape shape = usual.shape();
    LuceneChunkIndex index =
        LuceneChunkIndex.open(
            folder,
            IndexOptions.of("none", NO_VECTOR.length).withScoring(SCORING),
            usual.withShape(
                new GraphShape(
                    shape.quantisation(),
                    shape.neighbours(),
                    shape.buildBeam(),
                    Integer.MAX_VALUE,
                    shape.mergeWorkers())));
    List<float[]> vectors = Collections.nCopies(corpus.size(), NO_VECTOR);
    DocumentUnit unit = index(corpus, vectors, Optional.empty(), index);
    unit.description.put("depth", DEPTH);
    unit.description.put("bm25", SCORING.toString());
    return unit;
  }

  private static DocumentUnit index(
      List<BeirFolder.Document> corpus,
      List<float[]> vectors,
      Optional<Embedder> embedder,
      LuceneChunkIndex index)
      throws IOException {
    Map<String, String> ids = new LinkedHashMap<>();
    try (IndexUpdate update = index.begin()) {
      for (int i = 0; i < corpus.size(); i++) {
        BeirFolder.Document document = corpus.get(i);
        String key = Corpus.name(document.id()).toString();
        ids.put(key, document.id());
        update.putDocument(
            new IndexedDocument(
                key,
                "corpus/" + i,
                "text/plain",
                Optional.of("en"),
                Optional.empty(),
                Optional.empty()));
        update.putChunk(
            new IndexedChunk(
                key, "\n" + document.joined(), Optional.of("en"), vectors.get(i), List.of(key)));
      }
      update.commit(Cid.of(Multicodec.RAW, new byte[0]).toString());
    }
    DocumentUnit unit = new DocumentUnit(embedder, index, index.snapshot());
    unit.ids.putAll(ids);
    unit.description.put("documents", corpus.size());
    return unit;
  }

  /** The longest beginning of whole words that has at most so many tokens. */
  static String cut(String text, TokenCounter tokens, int limit) {
    if (tokens.count(text) <= limit) {
      return text;
    }
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (tokens.count(wholeWords(text, middle)) <= limit) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return wholeWords(text, low);
  }

  private static String wholeWords(String text, int end) {
    int at = end;
    while (at > 0 && at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return text.substring(0, at);
  }

  @Override
  public Map<String, Float> rank(String question, Mode mode) throws IOException {
    int depth = (int) Math.min(DEPTH, snapshot.chunks());
    List<Stage> stages = new ArrayList<>();
    if (mode.usesVectors()) {
      float[] vector =
          embedder
              .orElseThrow(() -> new IllegalArgumentException("this corpus has no vectors"))
              .embedQuery(question);
      stage(stages, "vector", snapshot.vector(vector, depth, Filter.NONE));
    }
    if (mode.usesText()) {
      stage(stages, "text", snapshot.text(question, depth, Filter.NONE));
    }
    Map<String, Float> scores = new LinkedHashMap<>();
    if (mode != Mode.HYBRID) {
      for (Stage stage : stages) {
        stage.hits().forEach(hit -> scores.put(id(hit.chunk()), hit.score()));
      }
      return scores;
    }
    for (FusedChunk chunk : new MeanOfNormalised(DEPTH).fuse(stages, DEPTH)) {
      scores.put(id(chunk.chunk()), (float) chunk.score());
    }
    return scores;
  }

  private static void stage(List<Stage> stages, String name, List<ScoredChunk> hits) {
    if (!hits.isEmpty()) {
      stages.add(Stage.of(name, hits));
    }
  }

  private String id(String key) {
    String id = ids.get(key);
    if (id == null) {
      throw new IllegalStateException("the index holds [" + key + "], which no document has");
    }
    return id;
  }

  @Override
  public Map<String, Object> description() {
    return description;
  }

  @Override
  public void close() throws IOException {
    snapshot.close();
    index.close();
  }
}
