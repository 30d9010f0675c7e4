package io.pinakes.vectorstore.lucene;

import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The live chunks that pass a filter, as bits over each segment's documents.
 *
 * @param segments in the order of the reader's leaves
 */
record AcceptedDocs(List<Segment> segments) {
  /** The bits of one segment, and how many are set. */
  record Segment(FixedBitSet bits, int count) {
    DocIdSetIterator iterator() {
      return new BitSetIterator(bits, count);
    }

    AcceptDocs forWalk() {
      Segment self = this;
      return new AcceptDocs() {
        @Override
        public Bits bits() {
          return self.bits;
        }

        @Override
        public DocIdSetIterator iterator() {
          return self.iterator();
        }

        @Override
        public int cost() {
          return self.count;
        }
      };
    }
  }

  Segment of(LeafReaderContext segment) {
    return segments.get(segment.ord);
  }

  long count() {
    return segments.stream().mapToLong(Segment::count).sum();
  }

  /** Returns the query that matches them; equal only to itself, so that no cache keeps it. */
  Query asQuery() {
    return new BitsQuery(this);
  }

  private static final class BitsQuery extends Query {
    private final AcceptedDocs accepted;

    BitsQuery(AcceptedDocs accepted) {
      this.accepted = accepted;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
      return new ConstantScoreWeight(this, boost) {
        @Override
        public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) {
          Segment segment = accepted.of(context);
          return segment.count() == 0
              ? null
              : ConstantScoreScorerSupplier.fromIterator(
                  segment.iterator(), boost, scoreMode, context.reader().maxDoc());
        }

        @Override
        public boolean isCacheable(LeafReaderContext context) {
          return false;
        }
      };
    }

    @Override
    public void visit(QueryVisitor visitor) {
      visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
      return "accepted [" + accepted.count() + "]";
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
