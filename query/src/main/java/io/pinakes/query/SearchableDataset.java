package io.pinakes.query;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.vectorstore.IndexSnapshot;
import java.io.IOException;
import java.util.List;

/**
 * One version of one dataset, held open for questions. It stays as it is while newer versions are
 * made. Safe for use by several threads.
 */
public interface SearchableDataset extends AutoCloseable {
  /** The dataset's name in the home. */
  String name();

  /** The model whose vectors the index holds. */
  ModelSpec model();

  /** The index of exactly this version. */
  IndexSnapshot index();

  /**
   * Where a chunk stands by the manifest, which is what counts: an index may be behind or damaged.
   *
   * @param chunk the CID as text
   * @param documents the documents that the index says hold it, CIDs as text
   * @return sorted by path and start; empty if no document of this version holds it
   */
  List<Place> places(String chunk, List<String> documents) throws IOException;

  @Override
  void close() throws IOException;
}
