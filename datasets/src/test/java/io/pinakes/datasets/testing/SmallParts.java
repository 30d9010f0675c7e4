package io.pinakes.datasets.testing;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.datasets.index.IndexKind;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelException;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.sentence.Paragraphs;
import io.pinakes.ingest.sentence.RuleSentences;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.IndexSnapshot;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.MemoryChunkIndex;
import io.pinakes.vectorstore.WordAnalysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Stores and indexes in memory, that outlive the bank which opened them as files would; plain text;
 * words as tokens. Models are any names that begin with {@code words}; those that end in {@code
 * -short} take 20 tokens.
 */
public final class SmallParts implements Parts {
  private final Map<Path, Store> stores = new TreeMap<>();
  private final Map<Path, ChunkIndex> indexes = new TreeMap<>();

  /** Passages that were embedded. */
  public final AtomicLong embedded = new AtomicLong();

  /** Files that were read into text. */
  public final AtomicLong extracted = new AtomicLong();

  /** Runs before each passage is embedded. */
  public volatile Runnable beforeEmbedding = () -> {};

  /** What the extractor says of itself. */
  public volatile String extraction = "plain-1";

  /** How many commits of batches there are before the process dies. */
  public final AtomicLong commitsLeft = new AtomicLong(Long.MAX_VALUE);

  @Override
  public synchronized Store openStore(Path folder, StoreOptions options) {
    Store lasting =
        new LastingStore(
            stores.computeIfAbsent(folder, path -> MemoryStore.create(options.quotaBytes())));
    return new MortalStore(lasting, commitsLeft);
  }

  /** The store of a folder, as it outlives banks. */
  public synchronized Store store(Path folder) {
    return stores.computeIfAbsent(folder, path -> MemoryStore.create());
  }

  /** Loses the index of a folder. */
  public synchronized void loseIndexes() {
    indexes.clear();
  }

  private synchronized ChunkIndex index(Path folder, IndexOptions options) {
    return indexes.computeIfAbsent(
        folder, path -> new MemoryChunkIndex(options, new WordAnalysis()));
  }

  @Override
  public IndexKind indexes() {
    return new IndexKind() {
      @Override
      public ChunkIndex open(Path folder, IndexOptions options) {
        synchronized (SmallParts.this) {
          return new LastingIndex(() -> index(folder, options));
        }
      }

      @Override
      public ChunkIndex openBeside(Path folder, IndexOptions options) {
        synchronized (SmallParts.this) {
          indexes.remove(folder);
          return open(folder, options);
        }
      }

      @Override
      public ChunkIndex openReadOnly(Path folder, IndexOptions options) {
        return open(folder, options);
      }

      @Override
      public List<String> check(Path folder) {
        return List.of();
      }

      @Override
      public void merge(ChunkIndex index) {}
    };
  }

  @Override
  public ModelSource models(Path folder) {
    return new ModelSource() {
      @Override
      public ModelInfo info(String name) throws IOException {
        if (!name.startsWith("words")) {
          throw new ModelException(name, "there is no model [" + name + "]");
        }
        return new ModelInfo(name, WordEmbedder.spec(name, limit(name)), true, 1);
      }

      @Override
      public Optional<ModelInfo> matching(ModelSpec spec) throws IOException {
        return Optional.of(info(spec.name()));
      }

      @Override
      public Embedder open(String name) throws IOException {
        info(name);
        return new WordEmbedder(name, limit(name), embedded, () -> beforeEmbedding.run());
      }
    };
  }

  private static int limit(String name) {
    return name.endsWith("-short") ? 20 : 64;
  }

  @Override
  public Extractor openExtractor(Path tmp) {
    return new PlainExtractor(extracted, extraction);
  }

  @Override
  public SentenceSplitter sentences() {
    return new SentenceSplitter() {
      @Override
      public List<Range> split(String text, Optional<String> language) {
        List<Range> all = new ArrayList<>();
        for (Range paragraph : Paragraphs.of(text)) {
          String part = text.substring(paragraph.start(), paragraph.end());
          for (Range range : RuleSentences.ofParagraph(part)) {
            all.add(new Range(paragraph.start() + range.start(), paragraph.start() + range.end()));
          }
        }
        return all;
      }

      @Override
      public String version() {
        return "rules";
      }
    };
  }

  @Override
  public ChunkerOptions chunking() {
    return new ChunkerOptions(40, 0);
  }

  /** Looks again at each call, as an index of files does; closing loses nothing. */
  private record LastingIndex(Supplier<ChunkIndex> index) implements ChunkIndex {
    @Override
    public Optional<String> manifest() throws IOException {
      return index.get().manifest();
    }

    @Override
    public IndexUpdate begin() throws IOException {
      return index.get().begin();
    }

    @Override
    public IndexSnapshot snapshot() throws IOException {
      return index.get().snapshot();
    }

    @Override
    public void close() {}
  }
}
