package io.pinakes.vectorstore;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A chunk with its vector and all documents that hold it.
 *
 * @param chunk the CID as text
 * @param text the whole chunk: context line, line feed, passage
 * @param language a BCP 47 tag; it chooses the analyser, the index's default if absent
 * @param vector one component a dimension, finite, of any length but zero; indexes keep it scaled
 *     to length one, and that is what they give back
 * @param documents the keys of the documents, at least one, sorted and without doubles
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a vector is an array everywhere; equals compares it whole
public record IndexedChunk(
    String chunk, String text, Optional<String> language, float[] vector, List<String> documents) {

  /** Sorts the documents and checks that all can be indexed. */
  public IndexedChunk {
    IndexedDocument.requireTerm("chunk", chunk, IndexLimits.MAX_KEY_BYTES);
    documents = sortedKeys(documents);
  }

  /** Returns the keys sorted, without doubles. */
  static List<String> sortedKeys(List<String> documents) {
    if (documents.isEmpty()) {
      throw new IllegalArgumentException("a chunk without a document cannot be found: remove it");
    }
    documents.forEach(
        key -> IndexedDocument.requireTerm("document", key, IndexLimits.MAX_KEY_BYTES));
    return documents.stream().sorted().distinct().toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexedChunk that
        && chunk.equals(that.chunk)
        && text.equals(that.text)
        && language.equals(that.language)
        && Arrays.equals(vector, that.vector)
        && documents.equals(that.documents);
  }

  @Override
  public int hashCode() {
    return Objects.hash(chunk, text, language, Arrays.hashCode(vector), documents);
  }

  @Override
  public String toString() {
    return "IndexedChunk[" + chunk + ", " + vector.length + " dimensions, in " + documents + "]";
  }
}
