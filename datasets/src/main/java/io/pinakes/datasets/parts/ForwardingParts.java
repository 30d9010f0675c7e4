package io.pinakes.datasets.parts;

import io.pinakes.datasets.index.IndexKind;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Other parts, for whoever brings only some of his own: what is not overridden is theirs. */
public class ForwardingParts implements Parts {
  private final Parts parts;

  /** In front of those parts. */
  public ForwardingParts(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Store openStore(Path folder, StoreOptions options) throws IOException {
    return parts.openStore(folder, options);
  }

  @Override
  public IndexKind indexes() {
    return parts.indexes();
  }

  @Override
  public ModelSource models(Path folder) {
    return parts.models(folder);
  }

  @Override
  public Extractor openExtractor(Path tmp) throws IOException {
    return parts.openExtractor(tmp);
  }

  @Override
  public SentenceSplitter sentences() {
    return parts.sentences();
  }

  @Override
  public ChunkerOptions chunking() {
    return parts.chunking();
  }
}
