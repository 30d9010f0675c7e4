package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.Cosine;
import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.IndexLimits;
import io.pinakes.vectorstore.IndexSnapshot;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.ScoredChunk;
import io.pinakes.vectorstore.VectorPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;

/** A holder of a commit's reader. */
final class LuceneSnapshot implements IndexSnapshot {
  private final Path index;
  private final CommitView view;
  private final VectorTuning tuning;
  private final StoredChunks stored;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over one hold on the view's reader. */
  LuceneSnapshot(Path index, CommitView view, VectorTuning tuning) {
    this.index = index;
    this.view = view;
    this.tuning = tuning;
    this.stored = new StoredChunks(view.reader);
  }

  @Override
  public String manifest() {
    return view.data.manifest();
  }

  @Override
  public List<ScoredChunk> vector(float[] query, int k, Filter filter) throws IOException {
    IndexLimits.requireHits(k);
    float[] unit = Cosine.normalised(query, view.data.dimension());
    return read(() -> stored.named(nearest(unit, k, filter), k));
  }

  @Override
  public List<ScoredChunk> text(String query, int k, Filter filter) throws IOException {
    IndexLimits.requireHits(k);
    return read(
        () -> {
          Optional<AcceptedDocs> accepted = view.accepted(filter);
          return stored.named(view.text.search(query, k, accepted.orElse(null)), k);
        });
  }

  private List<ScoredDoc> nearest(float[] unit, int k, Filter filter) throws IOException {
    Optional<AcceptedDocs> accepted = view.accepted(filter);
    long candidates = accepted.map(AcceptedDocs::count).orElse(view.chunks);
    NeighbourSearch search = new NeighbourSearch(Fields.VECTOR, VectorMetric.COSINE, unit, k);
    for (LeafReaderContext segment : view.segments()) {
      long all = vectors(segment);
      long passing = accepted.map(docs -> (long) docs.of(segment).count()).orElse(all);
      if (passing == 0) {
        continue;
      }
      switch (tuning.way(k, passing, all, candidates)) {
        case VectorTuning.CompareAll exact ->
            search.compareAll(
                segment, accepted.map(docs -> docs.of(segment).iterator()).orElse(null));
        case VectorTuning.Walk walk ->
            search.walk(
                segment,
                accepted
                    .map(docs -> docs.of(segment).forWalk())
                    .orElseGet(() -> NeighbourSearch.live(segment)),
                new NeighbourSearch.WalkPlan(
                    walk.beam(),
                    walk.wholeBeam(),
                    tuning.rescored(k),
                    (int) Math.round(100 * tuning.filteredShare())));
      }
    }
    return search.best();
  }

  @Override
  public VectorPlan plan(int k, Filter filter) throws IOException {
    IndexLimits.requireHits(k);
    return read(
        () -> {
          Optional<AcceptedDocs> accepted = view.accepted(filter);
          long candidates = accepted.map(AcceptedDocs::count).orElse(view.chunks);
          long exact = 0;
          long graph = 0;
          int beam = 0;
          for (LeafReaderContext segment : view.segments()) {
            long all = vectors(segment);
            long passing = accepted.map(docs -> (long) docs.of(segment).count()).orElse(all);
            switch (tuning.way(k, passing, all, candidates)) {
              case VectorTuning.CompareAll one -> exact += passing;
              case VectorTuning.Walk walk -> {
                graph += passing;
                beam = Math.max(beam, walk.beam());
              }
            }
          }
          return new VectorPlan(candidates, view.chunks, exact, graph, beam);
        });
  }

  @Override
  public Optional<IndexedChunk> chunk(String chunk) throws IOException {
    return read(() -> stored.chunk(chunk));
  }

  @Override
  public List<IndexedDocument> document(String key) throws IOException {
    return read(() -> stored.document(key));
  }

  @Override
  public long chunks() {
    return view.chunks;
  }

  @Override
  public long documents() {
    return view.documents;
  }

  @Override
  public void forEachChunk(Consumer<String> visitor) throws IOException {
    read(
        () -> {
          stored.forEachChunk(visitor);
          return true;
        });
  }

  private <T> T read(Damage.Reading<T> reading) throws IOException {
    if (closed.get()) {
      throw new IllegalStateException("snapshot of [" + manifest() + "] is closed");
    }
    return Damage.whileReading(index, view.reader, reading);
  }

  private static long vectors(LeafReaderContext segment) throws IOException {
    FloatVectorValues values = segment.reader().getFloatVectorValues(Fields.VECTOR);
    return values == null ? 0 : values.size();
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      view.reader.decRef();
    }
  }
}
