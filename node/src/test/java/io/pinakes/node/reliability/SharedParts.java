package io.pinakes.node.reliability;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.datasets.index.IndexKind;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The real parts, of which the child processes and the model are kept from one bank to the next:
 * opening a home and running an ingest a thousand times is then a matter of minutes.
 */
final class SharedParts implements Parts, AutoCloseable {
  private final StandardParts standard = new StandardParts();
  private final SentenceSplitter sentences = standard.sentences();
  private final Embedder embedder;
  private final Extractor extractor;

  SharedParts(Path tmp) throws IOException {
    embedder = standard.models(tmp).open(Models.DEFAULT);
    extractor = standard.openExtractor(tmp);
  }

  /** The vector of a question. */
  float[] embedQuery(String question) throws IOException {
    return embedder.embedQuery(question);
  }

  @Override
  public Store openStore(Path folder, StoreOptions options) throws IOException {
    return standard.openStore(folder, options);
  }

  @Override
  public IndexKind indexes() {
    return standard.indexes();
  }

  @Override
  public ModelSource models(Path folder) {
    ModelSource source = standard.models(folder);
    return new ModelSource() {
      @Override
      public ModelInfo info(String name) throws IOException {
        return source.info(name);
      }

      @Override
      public Optional<ModelInfo> matching(ModelSpec spec) throws IOException {
        return source.matching(spec);
      }

      @Override
      public Embedder open(String name) {
        return new Kept();
      }
    };
  }

  @Override
  public Extractor openExtractor(Path tmp) {
    return new Extractor() {
      @Override
      public ExtractedDocument extract(Path file, String name)
          throws ExtractionException, InterruptedException {
        return extractor.extract(file, name);
      }

      @Override
      public String extractionVersion() {
        return extractor.extractionVersion();
      }

      @Override
      public void close() {
        // Goes on to the next bank.
      }
    };
  }

  @Override
  public SentenceSplitter sentences() {
    return sentences;
  }

  @Override
  public ChunkerOptions chunking() {
    return standard.chunking();
  }

  @Override
  public void close() {
    extractor.close();
    embedder.close();
  }

  /** The one model, not closed by those who open it. */
  private final class Kept implements Embedder {
    @Override
    public ModelSpec spec() {
      return embedder.spec();
    }

    @Override
    public float[] embedPassage(String text) {
      return embedder.embedPassage(text);
    }

    @Override
    public float[] embedQuery(String question) {
      return embedder.embedQuery(question);
    }

    @Override
    public TokenCounter tokens() {
      return embedder.tokens();
    }

    @Override
    public void close() {
      // Goes on to the next bank.
    }
  }
}
