package io.pinakes.vectorstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One version of a {@link MemoryChunkIndex}, searched by looking at all of it. */
final class MemorySnapshot implements IndexSnapshot {
  private static final Comparator<ScoredChunk> BEST_FIRST =
      Comparator.comparingDouble(ScoredChunk::score).reversed().thenComparing(ScoredChunk::chunk);

  private final IndexOptions options;
  private final TextAnalysis analysis;
  private final MemoryChunkIndex.Version version;
  private final AtomicBoolean closed = new AtomicBoolean();

  MemorySnapshot(IndexOptions options, TextAnalysis analysis, MemoryChunkIndex.Version version) {
    this.options = options;
    this.analysis = analysis;
    this.version = version;
  }

  @Override
  public String manifest() {
    return version.manifest();
  }

  @Override
  public List<ScoredChunk> vector(float[] query, int k, Filter filter) {
    IndexLimits.requireHits(k);
    float[] unit = Cosine.normalised(query, options.dimension());
    List<ScoredChunk> hits = new ArrayList<>();
    for (CountedChunk chunk : accepted(filter)) {
      hits.add(
          new ScoredChunk(chunk.chunk().chunk(), Cosine.score(unit, chunk.chunk().vector()), 0));
    }
    return ranked(hits, k);
  }

  @Override
  public List<ScoredChunk> text(String query, int k, Filter filter) {
    IndexLimits.requireHits(k);
    String asked = query.substring(0, Math.min(query.length(), IndexLimits.MAX_QUERY_CHARS));
    Map<String, Bm25> families = new TreeMap<>();
    for (CountedChunk chunk : all()) {
      families
          .computeIfAbsent(
              chunk.family(), family -> new Bm25(options.scoring(), analysis.terms(family, asked)))
          .count(chunk);
    }
    List<ScoredChunk> hits = new ArrayList<>();
    for (CountedChunk chunk : accepted(filter)) {
      Bm25 bm25 = families.get(chunk.family());
      double score = bm25 == null ? 0 : bm25.score(chunk);
      if (score > 0) {
        hits.add(new ScoredChunk(chunk.chunk().chunk(), (float) score, 0));
      }
    }
    return ranked(hits, k);
  }

  @Override
  public VectorPlan plan(int k, Filter filter) {
    IndexLimits.requireHits(k);
    int candidates = accepted(filter).size();
    return new VectorPlan(candidates, chunks(), candidates, 0, 0);
  }

  @Override
  public Optional<IndexedChunk> chunk(String chunk) {
    requireOpen();
    return Optional.ofNullable(version.chunks().get(chunk)).map(CountedChunk::chunk);
  }

  @Override
  public List<IndexedDocument> document(String key) {
    requireOpen();
    return List.copyOf(version.documents().subMap(key + '\0', key + '\1').values());
  }

  @Override
  public long chunks() {
    return version.chunks().size();
  }

  @Override
  public long documents() {
    return version.documents().size();
  }

  @Override
  public void forEachChunk(Consumer<String> visitor) {
    requireOpen();
    version.chunks().keySet().forEach(visitor);
  }

  @Override
  public void close() {
    closed.set(true);
  }

  private Collection<CountedChunk> all() {
    requireOpen();
    return version.chunks().values();
  }

  private Collection<CountedChunk> accepted(Filter filter) {
    if (filter.isNone()) {
      return all();
    }
    Predicate<IndexedDocument> test = filter.test();
    TreeSet<String> keys = new TreeSet<>();
    version.documents().values().stream().filter(test).map(IndexedDocument::key).forEach(keys::add);
    return all().stream()
        .filter(chunk -> chunk.chunk().documents().stream().anyMatch(keys::contains))
        .toList();
  }

  private static List<ScoredChunk> ranked(List<ScoredChunk> hits, int k) {
    hits.sort(BEST_FIRST);
    List<ScoredChunk> ranked = new ArrayList<>();
    for (ScoredChunk hit : hits.subList(0, Math.min(k, hits.size()))) {
      ranked.add(new ScoredChunk(hit.chunk(), hit.score(), ranked.size() + 1));
    }
    return ranked;
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("snapshot of [" + manifest() + "] is closed");
    }
  }
}
