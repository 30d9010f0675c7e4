package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.ScoredChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;

/** Reads back what {@link Fields} wrote. */
final class StoredChunks {
  private static final Comparator<ScoredChunk> BEST_FIRST =
      Comparator.comparingDouble(ScoredChunk::score).reversed().thenComparing(ScoredChunk::chunk);

  private interface Visitor {
    void visit(LeafReader reader, int doc) throws IOException;
  }

  private final DirectoryReader reader;

  StoredChunks(DirectoryReader reader) {
    this.reader = reader;
  }

  /** Names hits, orders equal ones by name, and cuts. */
  List<ScoredChunk> named(List<ScoredDoc> hits, int k) throws IOException {
    List<ScoredDoc> ascending = new ArrayList<>(hits);
    ascending.sort(Comparator.comparingInt(ScoredDoc::doc));
    List<ScoredChunk> named = new ArrayList<>(hits.size());
    LeafReaderContext segment = null;
    BinaryDocValues names = null;
    for (ScoredDoc hit : ascending) {
      if (segment == null
          || names == null
          || hit.doc() >= segment.docBase + segment.reader().maxDoc()) {
        segment = reader.leaves().get(ReaderUtil.subIndex(hit.doc(), reader.leaves()));
        names = segment.reader().getBinaryDocValues(Fields.CHUNK);
      }
      if (names == null || !names.advanceExact(hit.doc() - segment.docBase)) {
        throw new CorruptIndexException("hit without a name", segment.toString());
      }
      named.add(new ScoredChunk(names.binaryValue().utf8ToString(), hit.score(), 0));
    }
    named.sort(BEST_FIRST);
    List<ScoredChunk> ranked = new ArrayList<>();
    for (ScoredChunk hit : named.subList(0, Math.min(k, named.size()))) {
      ranked.add(new ScoredChunk(hit.chunk(), hit.score(), ranked.size() + 1));
    }
    return ranked;
  }

  Optional<IndexedChunk> chunk(String chunk) throws IOException {
    List<IndexedChunk> found = new ArrayList<>();
    visit(Fields.chunkTerm(chunk), (segment, doc) -> found.add(chunkAt(segment, doc, chunk)));
    return found.stream().findFirst();
  }

  List<IndexedDocument> document(String key) throws IOException {
    List<IndexedDocument> found = new ArrayList<>();
    visit(
        new Term(Fields.KEY, key),
        (segment, doc) -> {
          Document stored = segment.storedFields().document(doc);
          found.add(
              new IndexedDocument(
                  key,
                  require(stored, Fields.PATH),
                  require(stored, Fields.TYPE),
                  Optional.ofNullable(stored.get(Fields.LANGUAGE)),
                  Optional.ofNullable(stored.get(Fields.DATE)),
                  Optional.ofNullable(stored.get(Fields.TITLE))));
        });
    found.sort(Comparator.comparing(IndexedDocument::path));
    return found;
  }

  void forEachChunk(Consumer<String> visitor) throws IOException {
    for (LeafReaderContext segment : reader.leaves()) {
      BinaryDocValues names = segment.reader().getBinaryDocValues(Fields.CHUNK);
      Bits live = segment.reader().getLiveDocs();
      if (names == null) {
        continue;
      }
      for (int doc = names.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = names.nextDoc()) {
        if (live == null || live.get(doc)) {
          visitor.accept(names.binaryValue().utf8ToString());
        }
      }
    }
  }

  private void visit(Term term, Visitor visitor) throws IOException {
    for (LeafReaderContext segment : reader.leaves()) {
      PostingsEnum docs = segment.reader().postings(term, PostingsEnum.NONE);
      Bits live = segment.reader().getLiveDocs();
      if (docs == null) {
        continue;
      }
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (live == null || live.get(doc)) {
          visitor.visit(segment.reader(), doc);
        }
      }
    }
  }

  private static IndexedChunk chunkAt(LeafReader segment, int doc, String chunk)
      throws IOException {
    Document stored = segment.storedFields().document(doc);
    return new IndexedChunk(
        chunk,
        require(stored, Fields.TEXT),
        Optional.ofNullable(stored.get(Fields.CHUNK_LANGUAGE)),
        vectorAt(segment, doc),
        keysAt(segment, doc));
  }

  private static float[] vectorAt(LeafReader segment, int doc) throws IOException {
    FloatVectorValues values = segment.getFloatVectorValues(Fields.VECTOR);
    if (values != null) {
      KnnVectorValues.DocIndexIterator ordinals = values.iterator();
      if (ordinals.advance(doc) == doc) {
        return values.vectorValue(ordinals.index()).clone();
      }
    }
    throw new CorruptIndexException("chunk without a vector", segment.toString());
  }

  private static List<String> keysAt(LeafReader segment, int doc) throws IOException {
    SortedSetDocValues in = segment.getSortedSetDocValues(Fields.IN);
    if (in == null || !in.advanceExact(doc)) {
      throw new CorruptIndexException("chunk without a document", segment.toString());
    }
    List<String> keys = new ArrayList<>();
    for (int i = in.docValueCount(); i > 0; i--) {
      keys.add(in.lookupOrd(in.nextOrd()).utf8ToString());
    }
    return keys;
  }

  private static String require(Document stored, String field) throws IOException {
    String value = stored.get(field);
    if (value == null) {
      throw new CorruptIndexException("no [" + field + "]", stored.toString());
    }
    return value;
  }
}
