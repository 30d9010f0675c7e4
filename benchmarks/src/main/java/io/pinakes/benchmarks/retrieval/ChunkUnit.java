package io.pinakes.benchmarks.retrieval;

import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.query.Hit;
import io.pinakes.query.Mode;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchSettings;
import io.pinakes.query.Searcher;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code search} does: passages found by the {@link Searcher} with its own settings; a
 * document scores as its best passage.
 */
final class ChunkUnit implements Corpus {
  /** Passages asked for: enough that a hundred documents are among them. */
  static final int HITS = 200;

  private final PassageCollection collection;
  private final Searcher searcher;
  private final SearchSettings settings;

  ChunkUnit(PassageCollection collection, Embedder embedder, SearchSettings settings) {
    this.collection = collection;
    this.settings = settings;
    this.searcher = new Searcher(collection, spec -> embedder, settings, System::nanoTime);
  }

  /** The chunker of the default set-up for a model. */
  static Chunker chunker(Embedder embedder) {
    return new Chunker(
        ChunkerOptions.DEFAULT.within(embedder.tokens().limit()),
        embedder.tokens(),
        new OpenNlpSentences());
  }

  @Override
  public Map<String, Float> rank(String question, Mode mode) throws IOException {
    Map<String, Float> scores = new LinkedHashMap<>();
    for (Hit hit : searcher.search(SearchRequest.of(question, HITS, mode)).hits()) {
      // Everything that a folded or repeated passage stands in was found as well; the best counts.
      scores.merge(collection.id(hit.place().document()), (float) hit.score(), Math::max);
      hit.elsewhere()
          .forEach(p -> scores.merge(collection.id(p.document()), (float) hit.score(), Math::max));
    }
    return scores;
  }

  @Override
  public Map<String, Object> description() {
    Map<String, Object> description = new LinkedHashMap<>(collection.description());
    description.put("hits", HITS);
    description.put("settings", settings.toString());
    return description;
  }

  @Override
  public void close() throws IOException {
    collection.close();
  }
}
