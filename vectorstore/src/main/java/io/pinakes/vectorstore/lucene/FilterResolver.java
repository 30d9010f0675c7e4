package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.FilterClause;
import io.pinakes.vectorstore.FilterKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LongBitSet;

/**
 * Turns a filter into the chunks that it accepts: first the documents by their terms, each value
 * tried once however many share it, then the chunks by the keys of these documents.
 */
final class FilterResolver {
  /** Above one key in this many of a segment's, walking all of its keys is quicker than seeking. */
  private static final int SEEK_COST = 16;

  private FilterResolver() {}

  static AcceptedDocs resolve(List<LeafReaderContext> segments, Filter filter) throws IOException {
    Set<BytesRef> keys = new TreeSet<>();
    for (LeafReaderContext segment : segments) {
      addKeys(segment.reader(), filter, keys);
    }
    List<AcceptedDocs.Segment> accepted = new ArrayList<>();
    for (LeafReaderContext segment : segments) {
      accepted.add(chunks(segment.reader(), keys));
    }
    return new AcceptedDocs(accepted);
  }

  /** Adds the keys of the segment's documents that pass. */
  private static void addKeys(LeafReader reader, Filter filter, Set<BytesRef> into)
      throws IOException {
    SortedDocValues keys = reader.getSortedDocValues(Fields.KEY);
    if (keys == null) {
      return;
    }
    FixedBitSet passing = new FixedBitSet(reader.maxDoc());
    passing.or(keys);
    for (FilterClause clause : filter.clauses()) {
      FixedBitSet matching = matching(reader, field(clause.key()), clause.valueTest());
      if (clause.negated()) {
        passing.andNot(matching);
      } else {
        passing.and(matching);
      }
    }
    removeDead(reader, passing);
    LongBitSet ordinals = new LongBitSet(keys.getValueCount());
    SortedDocValues again = reader.getSortedDocValues(Fields.KEY);
    DocIdSetIterator docs = new BitSetIterator(passing, passing.cardinality());
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if (again.advanceExact(doc)) {
        ordinals.set(again.ordValue());
      }
    }
    for (long ord = next(ordinals, 0); ord >= 0; ord = next(ordinals, ord + 1)) {
      into.add(BytesRef.deepCopyOf(again.lookupOrd((int) ord)));
    }
  }

  /** Returns the documents with a value in the field that passes. */
  private static FixedBitSet matching(LeafReader reader, String field, Predicate<String> test)
      throws IOException {
    FixedBitSet matching = new FixedBitSet(reader.maxDoc());
    Terms terms = reader.terms(field);
    if (terms == null) {
      return matching;
    }
    TermsEnum each = terms.iterator();
    PostingsEnum postings = null;
    for (BytesRef term = each.next(); term != null; term = each.next()) {
      if (test.test(term.utf8ToString())) {
        postings = each.postings(postings, PostingsEnum.NONE);
        matching.or(postings);
      }
    }
    return matching;
  }

  /** Returns the segment's live chunks that one of the documents holds. */
  private static AcceptedDocs.Segment chunks(LeafReader reader, Set<BytesRef> keys)
      throws IOException {
    FixedBitSet bits = new FixedBitSet(reader.maxDoc());
    SortedSetDocValues in = reader.getSortedSetDocValues(Fields.IN);
    if (in == null || keys.isEmpty()) {
      return new AcceptedDocs.Segment(bits, 0);
    }
    LongBitSet ordinals = ordinals(in, keys);
    for (int doc = in.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = in.nextDoc()) {
      for (int i = in.docValueCount(); i > 0; i--) {
        if (ordinals.get(in.nextOrd())) {
          bits.set(doc);
          break;
        }
      }
    }
    removeDead(reader, bits);
    return new AcceptedDocs.Segment(bits, bits.cardinality());
  }

  private static LongBitSet ordinals(SortedSetDocValues in, Set<BytesRef> keys) throws IOException {
    LongBitSet ordinals = new LongBitSet(in.getValueCount());
    if ((long) keys.size() * SEEK_COST < in.getValueCount()) {
      for (BytesRef key : keys) {
        long ord = in.lookupTerm(key);
        if (ord >= 0) {
          ordinals.set(ord);
        }
      }
      return ordinals;
    }
    TermsEnum each = in.termsEnum();
    for (BytesRef key = each.next(); key != null; key = each.next()) {
      if (keys.contains(key)) {
        ordinals.set(each.ord());
      }
    }
    return ordinals;
  }

  private static void removeDead(LeafReader reader, FixedBitSet bits) {
    Bits live = reader.getLiveDocs();
    if (live != null) {
      live.applyMask(bits, 0);
    }
  }

  private static long next(LongBitSet bits, long from) {
    return from >= bits.length() ? -1 : bits.nextSetBit(from);
  }

  private static String field(FilterKey key) {
    return switch (key) {
      case PATH -> Fields.PATH;
      case TYPE -> Fields.TYPE;
      case LANG -> Fields.LANGUAGE;
      case DATE -> Fields.DATE;
    };
  }
}
