package io.pinakes.vectorstore;

import java.io.IOException;
import java.util.List;

/**
 * One change from a manifest to the next, visible as a whole at its commit or not at all.
 *
 * <p>The put and remove methods may be called from several threads at once; commit and close from
 * one. After either of them the update takes nothing more ({@link IllegalStateException}).
 */
public interface IndexUpdate extends AutoCloseable {
  /** Adds a document at a path, or replaces what was said of that key at that path. */
  void putDocument(IndexedDocument document) throws IOException;

  /** Removes the document from that path; nothing happens if it is not there. */
  void removeDocument(String key, String path) throws IOException;

  /**
   * Adds a chunk, or replaces it whole.
   *
   * @throws IllegalArgumentException if the vector has another dimension than the index, is zero or
   *     not finite
   */
  void putChunk(IndexedChunk chunk) throws IOException;

  /**
   * Says anew which documents hold a chunk, without its text and vector at hand.
   *
   * @return false if the chunk was not in the last commit: then put it whole
   */
  boolean relinkChunk(String chunk, List<String> documents) throws IOException;

  /** Removes a chunk; nothing happens if it is not there. */
  void removeChunk(String chunk) throws IOException;

  /**
   * Makes all of it durable and visible at once, under this manifest.
   *
   * @param manifest the CID of the manifest that the index now follows
   */
  void commit(String manifest) throws IOException;

  /** Forgets all of it, unless it was committed. */
  @Override
  void close() throws IOException;
}
