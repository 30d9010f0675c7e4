package io.pinakes.benchmarks.retrieval;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.TokenCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** An embedder that asks a {@link VectorCache} first. Closes both. */
public final class CachedEmbedder implements Embedder {
  private final Embedder model;
  private final VectorCache cache;

  CachedEmbedder(Embedder model, VectorCache cache) {
    this.model = model;
    this.cache = cache;
  }

  /** The model itself, or one that remembers in {@code folder} if there is one. */
  public static Embedder of(Embedder model, Optional<Path> folder) throws IOException {
    return folder.isEmpty()
        ? model
        : new CachedEmbedder(
            model, VectorCache.open(folder.get(), model.spec().id(), model.spec().dimension()));
  }

  @Override
  public ModelSpec spec() {
    return model.spec();
  }

  @Override
  public TokenCounter tokens() {
    return model.tokens();
  }

  @Override
  public float[] embedPassage(String chunkText) {
    return remembered("passage", chunkText, model::embedPassage);
  }

  @Override
  public float[] embedQuery(String question) {
    return remembered("query", question, model::embedQuery);
  }

  private float[] remembered(String kind, String text, Function<String, float[]> embed) {
    String key = VectorCache.key(kind, text);
    return cache
        .get(key)
        .orElseGet(
            () -> {
              float[] vector = embed.apply(text);
              try {
                cache.put(key, vector);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return vector;
            });
  }

  @Override
  public void close() {
    model.close();
    try {
      cache.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
