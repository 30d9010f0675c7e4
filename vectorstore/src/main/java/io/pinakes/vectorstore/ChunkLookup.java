package io.pinakes.vectorstore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What is known about chunks and documents without a question. */
public interface ChunkLookup {
  /** Returns a chunk; its vector has length one. */
  Optional<IndexedChunk> chunk(String chunk) throws IOException;

  /** Returns a document once for each path, in the order of paths. */
  List<IndexedDocument> document(String key) throws IOException;

  /** Returns how many chunks there are. */
  long chunks();

  /** Returns how many pairs of document and path there are. */
  long documents();

  /** Gives each chunk's CID, in an order of the index's own. */
  void forEachChunk(Consumer<String> visitor) throws IOException;
}
