package io.pinakes.benchmarks.retrieval;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.datasets.index.IndexKind;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The parts of an ordinary home, but for two: models come from the user's home instead of the
 * benchmark's own, and may have a cache in front of them.
 *
 * @param models the models of the user's home
 * @param cache where vectors are kept between runs; empty for nowhere
 */
public record CachedParts(Models models, Optional<Path> cache) implements Parts {
  private static final Parts STANDARD = new StandardParts();

  @Override
  public Store openStore(Path folder, StoreOptions options) throws IOException {
    return STANDARD.openStore(folder, options);
  }

  @Override
  public IndexKind indexes() {
    return STANDARD.indexes();
  }

  @Override
  public ModelSource models(Path folder) {
    return new ModelSource() {
      @Override
      public ModelInfo info(String name) throws IOException {
        return models.info(name);
      }

      @Override
      public Optional<ModelInfo> matching(ModelSpec spec) throws IOException {
        return models.matching(spec);
      }

      @Override
      public Embedder open(String name) throws IOException {
        return CachedEmbedder.of(models.open(name), cache);
      }
    };
  }

  @Override
  public Extractor openExtractor(Path tmp) throws IOException {
    return STANDARD.openExtractor(tmp);
  }

  @Override
  public SentenceSplitter sentences() {
    return STANDARD.sentences();
  }

  @Override
  public ChunkerOptions chunking() {
    return STANDARD.chunking();
  }
}
