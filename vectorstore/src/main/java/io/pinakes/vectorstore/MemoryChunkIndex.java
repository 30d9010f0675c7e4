package io.pinakes.vectorstore;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An index that lives and dies with the process and compares everything with everything: for small
 * or passing collections, and the yardstick for others.
 *
 * <p>A commit copies two maps of references; snapshots share what they hold. One lock guards the
 * current version; searches take none.
 */
public final class MemoryChunkIndex implements ChunkIndex {
  private final IndexOptions options;
  private final TextAnalysis analysis;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Version> current = Optional.empty();
  private boolean updating;
  private boolean closed;

  /**
   * What a commit made visible.
   *
   * @param documents by key, NUL, path
   */
  record Version(
      String manifest,
      NavigableMap<String, CountedChunk> chunks,
      NavigableMap<String, IndexedDocument> documents) {}

  /** Makes an empty one. */
  public MemoryChunkIndex(IndexOptions options, TextAnalysis analysis) {
    this.options = options;
    this.analysis = analysis;
  }

  @Override
  public Optional<String> manifest() {
    return read().map(Version::manifest);
  }

  @Override
  public IndexSnapshot snapshot() {
    return new MemorySnapshot(
        options,
        analysis,
        read().orElseThrow(() -> new IllegalStateException("nothing was committed yet")));
  }

  private Optional<Version> read() {
    lock.lock();
    try {
      requireOpen();
      return current;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public IndexUpdate begin() {
    lock.lock();
    try {
      requireOpen();
      if (updating) {
        throw new IllegalStateException("a change is under way");
      }
      updating = true;
      return new Update(current);
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the index is closed");
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      current = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private final class Update implements IndexUpdate {
    private final Optional<Version> before;
    // Guarded by the index' lock, as is the end of the update.
    private final NavigableMap<String, CountedChunk> chunks = new TreeMap<>();
    private final NavigableMap<String, IndexedDocument> documents = new TreeMap<>();
    private boolean ended;

    Update(Optional<Version> before) {
      this.before = before;
      before.ifPresent(
          version -> {
            chunks.putAll(version.chunks());
            documents.putAll(version.documents());
          });
    }

    @Override
    public void putDocument(IndexedDocument document) {
      change(() -> documents.put(id(document.key(), document.path()), document));
    }

    @Override
    public void removeDocument(String key, String path) {
      change(() -> documents.remove(id(key, path)));
    }

    @Override
    public void putChunk(IndexedChunk chunk) {
      float[] unit = Cosine.normalised(chunk.vector(), options.dimension());
      CountedChunk counted = CountedChunk.of(chunk, unit, analysis, options.defaultLanguage());
      change(() -> chunks.put(chunk.chunk(), counted));
    }

    @Override
    public boolean relinkChunk(String chunk, List<String> keys) {
      Optional<CountedChunk> known =
          before.flatMap(version -> Optional.ofNullable(version.chunks().get(chunk)));
      known.ifPresent(old -> change(() -> chunks.put(chunk, old.in(keys))));
      return known.isPresent();
    }

    @Override
    public void removeChunk(String chunk) {
      change(() -> chunks.remove(chunk));
    }

    @Override
    public void commit(String manifest) throws IOException {
      if (manifest.isBlank()) {
        throw new IllegalArgumentException("a commit needs its manifest's CID");
      }
      change(
          () -> {
            current = Optional.of(new Version(manifest, chunks, documents));
            ended = true;
            updating = false;
          });
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (!ended) {
          ended = true;
          updating = false;
        }
      } finally {
        lock.unlock();
      }
    }

    private void change(Runnable what) {
      lock.lock();
      try {
        requireOpen();
        if (ended) {
          throw new IllegalStateException("the update has ended");
        }
        what.run();
      } finally {
        lock.unlock();
      }
    }

    private static String id(String key, String path) {
      return key + '\0' + path;
    }
  }
}
