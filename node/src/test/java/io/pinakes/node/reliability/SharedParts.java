package io.pinakes.node.reliability;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.datasets.parts.ForwardingParts;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.sentence.SentenceSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The real parts, of which the child processes and the model are kept from one bank to the next:
 * opening a home and running an ingest a thousand times is then a matter of minutes.
 */
final class SharedParts extends ForwardingParts implements AutoCloseable {
  private final SentenceSplitter sentences;
  private final Embedder embedder;
  private final Extractor extractor;
  private final Map<String, float[]> vectors = new ConcurrentHashMap<>();

  SharedParts(Path tmp) throws IOException {
    super(new StandardParts());
    sentences = super.sentences();
    embedder = super.models(tmp).open(Models.DEFAULT);
    extractor = super.openExtractor(tmp);
  }

  /** The vector of a question. */
  float[] embedQuery(String question) throws IOException {
    return embedder.embedQuery(question);
  }

  @Override
  public ModelSource models(Path folder) {
    return super.models(folder).openedBy(name -> new Kept());
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
  public void close() {
    extractor.close();
    embedder.close();
  }

  /**
   * The one model, not closed by those who open it. A vector depends on nothing but its text
   * ({@link Embedder}), so that of a text which comes again is remembered: runs over copies of one
   * home embed the same again and again.
   */
  private final class Kept implements Embedder {
    @Override
    public ModelSpec spec() {
      return embedder.spec();
    }

    @Override
    public float[] embedPassage(String text) {
      return vectors.computeIfAbsent(text, embedder::embedPassage).clone();
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
