package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.Cosine;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.TextAnalysis;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One change, buffered and spilled by Lucene's writer. */
final class LuceneUpdate implements IndexUpdate {
  /** What the index does when a change ends. */
  interface Ending {
    void commit(String manifest) throws IOException;

    void end(boolean committed) throws IOException;
  }

  private final BuildWriter writer;
  private final IndexOptions options;
  private final TextAnalysis analysis;
  private final @Nullable LuceneSnapshot before;
  private final Ending ending;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * Begins.
   *
   * @param before the last commit, closed by this; null if there is none
   */
  LuceneUpdate(
      BuildWriter writer,
      IndexOptions options,
      TextAnalysis analysis,
      @Nullable LuceneSnapshot before,
      Ending ending) {
    this.writer = writer;
    this.options = options;
    this.analysis = analysis;
    this.before = before;
    this.ending = ending;
  }

  @Override
  public void putDocument(IndexedDocument document) throws IOException {
    requireOpen();
    writer.put(Fields.documentTerm(document.key(), document.path()), Fields.of(document));
  }

  @Override
  public void removeDocument(String key, String path) throws IOException {
    requireOpen();
    writer.remove(Fields.documentTerm(key, path));
  }

  @Override
  public void putChunk(IndexedChunk chunk) throws IOException {
    requireOpen();
    put(chunk, Cosine.normalised(chunk.vector(), options.dimension()));
  }

  @Override
  public boolean relinkChunk(String chunk, List<String> documents) throws IOException {
    requireOpen();
    Optional<IndexedChunk> known = before == null ? Optional.empty() : before.chunk(chunk);
    if (known.isEmpty()) {
      return false;
    }
    IndexedChunk old = known.get();
    // The vector is taken as it is: scaling it again could change its last bit.
    put(new IndexedChunk(chunk, old.text(), old.language(), old.vector(), documents), old.vector());
    return true;
  }

  @Override
  public void removeChunk(String chunk) throws IOException {
    requireOpen();
    writer.remove(Fields.chunkTerm(chunk));
  }

  @Override
  public void commit(String manifest) throws IOException {
    if (manifest.isBlank()) {
      throw new IllegalArgumentException("a commit needs its manifest's CID");
    }
    requireOpen();
    ending.commit(manifest);
    end(true);
  }

  @Override
  public void close() throws IOException {
    if (!ended.get()) {
      end(false);
    }
  }

  private void end(boolean committed) throws IOException {
    if (ended.compareAndSet(false, true)) {
      try {
        ending.end(committed);
      } finally {
        if (before != null) {
          before.close();
        }
      }
    }
  }

  private void put(IndexedChunk chunk, float[] unit) throws IOException {
    writer.put(
        Fields.chunkTerm(chunk.chunk()),
        Fields.of(chunk, unit, analysis, options.defaultLanguage()));
  }

  private void requireOpen() {
    if (ended.get()) {
      throw new IllegalStateException("the update has ended");
    }
  }
}
