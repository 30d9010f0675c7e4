package io.pinakes.datasets.parts;

import io.pinakes.datasets.index.IndexKind;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Opens what a bank works with. */
public interface Parts {
  /** Opens the store in a folder. */
  Store openStore(Path folder, StoreOptions options) throws IOException;

  /** How indexes are opened. */
  IndexKind indexes();

  /** The models of a home whose folder for imported ones is this. */
  ModelSource models(Path folder);

  /**
   * Opens what reads files; the caller closes it.
   *
   * @param tmp where it may put files that nobody misses
   */
  Extractor openExtractor(Path tmp) throws IOException;

  /** What finds sentences. */
  SentenceSplitter sentences();

  /** How large passages are, before a model's own limit. */
  ChunkerOptions chunking();
}
