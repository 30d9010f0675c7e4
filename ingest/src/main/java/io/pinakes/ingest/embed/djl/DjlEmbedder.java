package io.pinakes.ingest.embed.djl;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelException;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.embed.TooLongException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Tokenizes, runs and pools one text a call, on the caller's thread. Calls share the read lock, and
 * closing takes the write lock, so that no native handle is freed under a running call.
 */
final class DjlEmbedder implements Embedder {
  private final ModelSpec spec;
  private final Tokenizer tokenizer;
  private final OnnxModel model;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final TokenCounter counter = new PassageCounter();
  private boolean closed;

  /** Takes over both parts, and closes them. */
  DjlEmbedder(ModelSpec spec, Tokenizer tokenizer, OnnxModel model) {
    this.spec = spec;
    this.tokenizer = tokenizer;
    this.model = model;
  }

  @Override
  public ModelSpec spec() {
    return spec;
  }

  @Override
  public TokenCounter tokens() {
    return counter;
  }

  @Override
  public float[] embedPassage(String chunkText) {
    return embed(spec.passagePrefix() + chunkText);
  }

  @Override
  public float[] embedQuery(String question) {
    return embed(spec.queryPrefix() + question);
  }

  private float[] embed(String text) {
    lock.readLock().lock();
    try {
      checkOpen();
      long[] ids = tokenizer.encode(text);
      if (ids.length > spec.maxTokens()) {
        throw new TooLongException(spec.name(), ids.length, spec.maxTokens());
      }
      float[] vector = Pooler.pool(model.run(ids), spec.dimension(), spec.pooling());
      if (spec.normalised()) {
        Pooler.normalise(vector);
      }
      return vector;
    } catch (ModelException e) {
      // The files were tried when they came; that a run fails now is not for the caller to mend.
      throw new IllegalStateException(e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("model [" + spec.name() + "] is closed");
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        model.close();
        tokenizer.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private final class PassageCounter implements TokenCounter {
    @Override
    public int count(String passage) {
      lock.readLock().lock();
      try {
        checkOpen();
        return tokenizer.count(spec.passagePrefix() + passage);
      } finally {
        lock.readLock().unlock();
      }
    }

    @Override
    public int limit() {
      return spec.maxTokens();
    }

    @Override
    public String name() {
      String prefix = spec.passagePrefix();
      return spec.tokenizerDigest() + (prefix.isEmpty() ? "" : " after [" + prefix + "]");
    }
  }
}
