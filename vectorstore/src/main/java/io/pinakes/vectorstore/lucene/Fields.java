package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.TextAnalysis;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/**
 * What stands in Lucene's documents. There are two kinds.
 *
 * <pre>
 * chunk      chunk      CID: term (to replace and remove), binary (to name hits)
 *            in         keys of the documents that hold it: sorted set (filters)
 *            vector     length one
 *            text       stored
 *            chunkLanguage   stored, if the chunk says it
 *            terms.F    terms of the whole text with frequencies, where F is the analysis' family
 *            context.F  terms of the first line
 *            length.F, contextLength.F   how many of them: what statistics must forget with the chunk
 * document   document   key NUL path: term (to replace and remove)
 *            key        term and sorted (filters)
 *            path, type, language, date   terms (filters) and stored
 *            title      stored
 * </pre>
 */
final class Fields {
  static final String CHUNK = "chunk";
  static final String IN = "in";
  static final String VECTOR = "vector";
  static final String TEXT = "text";
  static final String CHUNK_LANGUAGE = "chunkLanguage";
  static final String LANGUAGE = "language";
  static final String TERMS = "terms.";
  static final String CONTEXT = "context.";
  static final String LENGTH = "length.";
  static final String CONTEXT_LENGTH = "contextLength.";
  static final String DOCUMENT = "document";
  static final String KEY = "key";
  static final String PATH = "path";
  static final String TYPE = "type";
  static final String DATE = "date";
  static final String TITLE = "title";

  private static final FieldType COUNTED = new FieldType();

  static {
    COUNTED.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    COUNTED.setTokenized(true);
    COUNTED.freeze();
  }

  private Fields() {}

  static Term chunkTerm(String chunk) {
    return new Term(CHUNK, chunk);
  }

  static Term documentTerm(String key, String path) {
    return new Term(DOCUMENT, key + '\0' + path);
  }

  /** Returns the field that holds how long each chunk is in a field of terms. */
  static String lengthOf(String field) {
    return field.startsWith(CONTEXT)
        ? CONTEXT_LENGTH + field.substring(CONTEXT.length())
        : LENGTH + field.substring(TERMS.length());
  }

  static Document of(IndexedDocument from) {
    Document to = new Document();
    to.add(
        new StringField(DOCUMENT, documentTerm(from.key(), from.path()).bytes(), Field.Store.NO));
    to.add(new StringField(KEY, from.key(), Field.Store.YES));
    to.add(new SortedDocValuesField(KEY, new BytesRef(from.key())));
    to.add(new StringField(PATH, from.path(), Field.Store.YES));
    to.add(new StringField(TYPE, from.mediaType(), Field.Store.YES));
    from.language().ifPresent(tag -> to.add(new StringField(LANGUAGE, tag, Field.Store.YES)));
    from.date().ifPresent(date -> to.add(new StringField(DATE, date, Field.Store.YES)));
    from.title().ifPresent(title -> to.add(new StoredField(TITLE, title)));
    return to;
  }

  /**
   * Returns a chunk's document.
   *
   * @param vector of length one
   * @param defaultLanguage for a chunk that does not say its own
   */
  static Document of(
      IndexedChunk from, float[] vector, TextAnalysis analysis, String defaultLanguage) {
    Document to = new Document();
    to.add(new StringField(CHUNK, from.chunk(), Field.Store.NO));
    to.add(new BinaryDocValuesField(CHUNK, new BytesRef(from.chunk())));
    for (String key : from.documents()) {
      to.add(new SortedSetDocValuesField(IN, new BytesRef(key)));
    }
    to.add(new KnnFloatVectorField(VECTOR, vector, VectorMetric.COSINE.function()));
    to.add(new StoredField(TEXT, from.text()));
    from.language().ifPresent(tag -> to.add(new StoredField(CHUNK_LANGUAGE, tag)));
    String family = analysis.family(from.language().orElse(defaultLanguage));
    addTerms(to, TERMS + family, analysis.terms(family, from.text()));
    int lineEnd = from.text().indexOf('\n');
    if (lineEnd > 0) {
      String context = from.text().substring(0, lineEnd);
      addTerms(to, CONTEXT + family, analysis.terms(family, context));
    }
    return to;
  }

  private static void addTerms(Document to, String field, List<String> terms) {
    if (!terms.isEmpty()) {
      to.add(new Field(field, new TermStream(terms), COUNTED));
      to.add(new NumericDocValuesField(lengthOf(field), terms.size()));
    }
  }
}
