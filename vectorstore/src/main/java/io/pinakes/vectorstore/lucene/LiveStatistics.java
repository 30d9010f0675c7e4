package io.pinakes.vectorstore.lucene;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LiveDocs;
import org.jspecify.annotations.Nullable;

/**
 * The counts that BM25 needs, over what is live.
 *
 * <p>Lucene's own count what was removed until its segment is merged, so that scores would depend
 * on the order in which an index came to be, and a rebuilt one would answer differently. These
 * subtract it: each chunk says how many terms it has, and a term's postings are met with the
 * removed documents, which are few. Counts are kept for the life of the commit.
 *
 * <p>Safe for use by several threads.
 */
final class LiveStatistics {
  /** Terms whose count is kept: some 100 bytes each. */
  private static final int MAX_CACHED_TERMS = 10_000;

  private final List<LeafReaderContext> segments;
  private final Map<String, CollectionStatistics> collections = new ConcurrentHashMap<>();
  private final Map<Term, Integer> frequencies = new ConcurrentHashMap<>();

  LiveStatistics(List<LeafReaderContext> segments) {
    this.segments = segments;
  }

  /** Returns the counts of a field of terms; they may be those of an empty one. */
  @Nullable CollectionStatistics collection(String field) throws IOException {
    CollectionStatistics known = collections.get(field);
    if (known != null) {
      return known;
    }
    long chunks = 0;
    long terms = 0;
    for (LeafReaderContext segment : segments) {
      Terms all = segment.reader().terms(field);
      if (all != null) {
        long[] removed = removed(segment.reader(), Fields.lengthOf(field));
        chunks += all.getDocCount() - removed[0];
        terms += all.getSumTotalTermFreq() - removed[1];
      }
    }
    if (chunks <= 0) {
      return null;
    }
    // BM25 does not ask for the fourth count; the constructor wants it between the others.
    CollectionStatistics counted = new CollectionStatistics(field, chunks, chunks, terms, terms);
    collections.put(field, counted);
    return counted;
  }

  /** Returns in how many chunks a term stands, at least 1. */
  TermStatistics term(Term term) throws IOException {
    Integer known = frequencies.get(term);
    if (known == null) {
      known = count(term);
      if (frequencies.size() < MAX_CACHED_TERMS) {
        frequencies.put(term, known);
      }
    }
    int live = Math.max(1, known);
    return new TermStatistics(term.bytes(), live, live);
  }

  /** Returns how many chunks there are. */
  static long chunks(List<LeafReaderContext> segments) throws IOException {
    long count = 0;
    for (LeafReaderContext segment : segments) {
      LeafReader reader = segment.reader();
      count += reader.getDocCount(Fields.CHUNK);
      DocIdSetIterator removed = removedDocs(reader);
      BinaryDocValues chunks = reader.getBinaryDocValues(Fields.CHUNK);
      if (removed != null && chunks != null) {
        count -= shared(removed, chunks);
      }
    }
    return count;
  }

  /** Returns how many pairs of document and path there are. */
  static long documents(List<LeafReaderContext> segments) throws IOException {
    long count = 0;
    for (LeafReaderContext segment : segments) {
      LeafReader reader = segment.reader();
      count += reader.getDocCount(Fields.DOCUMENT);
      DocIdSetIterator removed = removedDocs(reader);
      SortedDocValues keys = reader.getSortedDocValues(Fields.KEY);
      if (removed != null && keys != null) {
        count -= shared(removed, keys);
      }
    }
    return count;
  }

  private int count(Term term) throws IOException {
    int live = 0;
    for (LeafReaderContext segment : segments) {
      Terms terms = segment.reader().terms(term.field());
      TermsEnum each = terms == null ? null : terms.iterator();
      if (each == null || !each.seekExact(term.bytes())) {
        continue;
      }
      live += each.docFreq();
      DocIdSetIterator removed = removedDocs(segment.reader());
      if (removed != null) {
        live -= shared(removed, each.postings(null, PostingsEnum.NONE));
      }
    }
    return live;
  }

  private static int shared(DocIdSetIterator a, DocIdSetIterator b) throws IOException {
    int shared = 0;
    int doc = a.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS) {
      int other = b.docID() < doc ? b.advance(doc) : b.docID();
      if (other == doc) {
        shared++;
        doc = a.nextDoc();
      } else {
        doc = other == DocIdSetIterator.NO_MORE_DOCS ? other : a.advance(other);
      }
    }
    return shared;
  }

  /** Returns how many removed chunks have the field, and their lengths' sum. */
  private static long[] removed(LeafReader reader, String lengthField) throws IOException {
    long[] counts = new long[2];
    DocIdSetIterator removed = removedDocs(reader);
    NumericDocValues lengths = reader.getNumericDocValues(lengthField);
    if (removed == null || lengths == null) {
      return counts;
    }
    for (int doc = removed.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = removed.nextDoc()) {
      if (lengths.advanceExact(doc)) {
        counts[0]++;
        counts[1] += lengths.longValue();
      }
    }
    return counts;
  }

  private static @Nullable DocIdSetIterator removedDocs(LeafReader reader) throws IOException {
    Bits live = reader.getLiveDocs();
    if (live == null) {
      return null;
    }
    if (live instanceof LiveDocs sparse) {
      return sparse.deletedDocsIterator();
    }
    FixedBitSet removed = new FixedBitSet(reader.maxDoc());
    for (int doc = 0; doc < reader.maxDoc(); doc++) {
      if (!live.get(doc)) {
        removed.set(doc);
      }
    }
    return new BitSetIterator(removed, reader.numDeletedDocs());
  }
}
