package io.pinakes.vectorstore.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.FloatHeap;
import org.jspecify.annotations.Nullable;

/**
 * One search for the nearest vectors. Segments are visited one by one, through their graph or by
 * comparing all; both only nominate, and {@link #best} ranks the nominated in full precision.
 *
 * <p>Not safe for use by several threads.
 */
final class NeighbourSearch {
  private record Nominees(LeafReaderContext segment, List<ScoreDoc> docs) {}

  /**
   * How a segment's graph is walked.
   *
   * @param beam candidates kept on the way at first: enough if hits lie evenly over the segments
   * @param wholeBeam enough if all hits lie in this one
   * @param nominated how many candidates get a full score; the others are dropped
   * @param filteredBelow share of accepted documents, in percent, below which the walk goes past
   *     nodes that are not accepted rather than through them (ACORN)
   */
  record WalkPlan(int beam, int wholeBeam, int nominated, int filteredBelow) {}

  private record Walked(
      LeafReaderContext segment, AcceptDocs accept, WalkPlan plan, List<ScoreDoc> docs) {}

  private final String field;
  private final VectorMetric metric;
  private final float[] query;
  private final int k;
  private final List<Nominees> nominees = new ArrayList<>();
  private final List<Walked> walks = new ArrayList<>();

  NeighbourSearch(String field, VectorMetric metric, float[] query, int k) {
    this.field = field;
    this.metric = metric;
    this.query = query;
    this.k = k;
  }

  /** Returns what a walk accepts without a filter. */
  static AcceptDocs live(LeafReaderContext segment) {
    return AcceptDocs.fromLiveDocs(segment.reader().getLiveDocs(), segment.reader().maxDoc());
  }

  /** Nominates through the graph of a segment, or by its packed vectors if it has none. */
  void walk(LeafReaderContext segment, AcceptDocs accept, WalkPlan plan) throws IOException {
    walks.add(new Walked(segment, accept, plan, walked(segment, accept, plan, plan.beam())));
  }

  /** Returns the candidates, best first, as Lucene gives them. */
  private List<ScoreDoc> walked(
      LeafReaderContext segment, AcceptDocs accept, WalkPlan plan, int beam) throws IOException {
    TopKnnCollector collector =
        new TopKnnCollector(
            beam, Integer.MAX_VALUE, new KnnSearchStrategy.Hnsw(plan.filteredBelow()));
    segment.reader().searchNearestVectors(field, query, collector, accept);
    List<ScoreDoc> docs = Arrays.asList(collector.topDocs().scoreDocs);
    return docs.subList(0, Math.min(plan.nominated(), docs.size()));
  }

  /**
   * Nominates by comparing all accepted vectors of a segment in full precision.
   *
   * @param accept null for all that are live
   */
  void compareAll(LeafReaderContext segment, @Nullable DocIdSetIterator accept) throws IOException {
    FloatVectorValues values = segment.reader().getFloatVectorValues(field);
    if (values == null || values.size() == 0) {
      return;
    }
    VectorScorer scorer = values.rescorer(query);
    VectorScorer.Bulk bulk = scorer.bulk(accept);
    // What passed a filter is live already.
    Bits live = accept == null ? segment.reader().getLiveDocs() : null;
    FloatHeap top = new FloatHeap(k);
    DocAndFloatFeatureBuffer batch = new DocAndFloatFeatureBuffer();
    List<ScoreDoc> good = new ArrayList<>();
    for (bulk.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, live, batch);
        batch.size > 0;
        bulk.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, live, batch)) {
      for (int i = 0; i < batch.size; i++) {
        float score = batch.features[i];
        if (top.size() < k || score >= top.peek() - metric.slack(top.peek())) {
          top.offer(score);
          good.add(new ScoreDoc(batch.docs[i], score));
        }
      }
    }
    if (top.size() > 0) {
      float least = top.peek() - metric.slack(top.peek());
      good.removeIf(doc -> doc.score < least);
      nominees.add(new Nominees(segment, good));
    }
  }

  /**
   * Ranks the nominated, best first, equal ones by document.
   *
   * @return {@code k}, and more if they are as good as the last of these
   */
  List<ScoredDoc> best() throws IOException {
    widen();
    List<ScoredDoc> all = new ArrayList<>();
    for (Nominees some : nominees) {
      rescore(some, all);
    }
    return ScoredDoc.best(all, k);
  }

  /**
   * Walks again, with the whole beam, where even the last candidate of a narrow one is among the
   * best {@code k} so far: such a segment has more than its share, as when segments follow topics.
   */
  private void widen() throws IOException {
    float least = leastOfBest();
    for (Walked walk : walks) {
      WalkPlan plan = walk.plan();
      List<ScoreDoc> docs = walk.docs();
      boolean cut =
          plan.beam() < plan.wholeBeam()
              && docs.size() >= Math.min(plan.beam(), plan.nominated())
              && docs.get(docs.size() - 1).score >= least;
      nominees.add(
          new Nominees(
              walk.segment(),
              cut ? walked(walk.segment(), walk.accept(), plan, plan.wholeBeam()) : docs));
    }
    walks.clear();
  }

  /** Returns the score that {@code k} nominated reach; the least possible if they are fewer. */
  private float leastOfBest() {
    FloatHeap top = new FloatHeap(k);
    walks.forEach(walk -> walk.docs().forEach(doc -> top.offer(doc.score)));
    nominees.forEach(some -> some.docs().forEach(doc -> top.offer(doc.score)));
    return top.size() < k ? 0 : top.peek();
  }

  private void rescore(Nominees some, List<ScoredDoc> into) throws IOException {
    List<ScoreDoc> docs = some.docs();
    // Ascending, because values are read forward only, and neighbours on disk together.
    docs.sort(Comparator.comparingInt(d -> d.doc));
    FloatVectorValues values = segmentValues(some.segment());
    KnnVectorValues.DocIndexIterator ordinals = values.iterator();
    for (ScoreDoc doc : docs) {
      if (ordinals.advance(doc.doc) != doc.doc) {
        throw new IllegalStateException("document [" + doc.doc + "] has no vector");
      }
      float[] vector = values.vectorValue(ordinals.index());
      into.add(new ScoredDoc(some.segment().docBase + doc.doc, metric.score(query, vector)));
    }
  }

  private FloatVectorValues segmentValues(LeafReaderContext segment) throws IOException {
    FloatVectorValues values = segment.reader().getFloatVectorValues(field);
    if (values == null) {
      throw new IllegalStateException("segment without [" + field + "]");
    }
    return values;
  }
}
