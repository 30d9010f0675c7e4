package io.pinakes.datasets.testing;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.knowledge.Pooling;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.embed.TooLongException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A bag of hashed words: texts that share words are near. Counts what it embeds. */
public final class WordEmbedder implements Embedder {
  /** Components a vector. */
  public static final int DIMENSION = 32;

  private final String name;
  private final int limit;
  private final AtomicLong embedded;
  private final Runnable before;

  /**
   * A model.
   *
   * @param embedded counts the passages
   * @param before runs before each passage
   */
  public WordEmbedder(String name, int limit, AtomicLong embedded, Runnable before) {
    this.name = name;
    this.limit = limit;
    this.embedded = embedded;
    this.before = before;
  }

  /** The spec of a model of that name. */
  public static ModelSpec spec(String name, int limit) {
    return new ModelSpec(
        name,
        Multihash.sha256(name.getBytes(StandardCharsets.UTF_8)),
        Multihash.sha256("words".getBytes(StandardCharsets.UTF_8)),
        DIMENSION,
        Pooling.MEAN,
        true,
        "",
        "",
        limit,
        "words-1",
        List.of("en"));
  }

  @Override
  public ModelSpec spec() {
    return spec(name, limit);
  }

  @Override
  public TokenCounter tokens() {
    return new TokenCounter() {
      @Override
      public int count(String passage) {
        return 2 + (passage.isBlank() ? 0 : passage.strip().split("\\s+").length);
      }

      @Override
      public int limit() {
        return limit;
      }

      @Override
      public String name() {
        return "words";
      }
    };
  }

  @Override
  public float[] embedPassage(String chunkText) {
    before.run();
    if (tokens().count(chunkText) > limit) {
      throw new TooLongException(name, tokens().count(chunkText), limit);
    }
    embedded.incrementAndGet();
    return vector(chunkText);
  }

  @Override
  public float[] embedQuery(String question) {
    return vector(question);
  }

  private float[] vector(String text) {
    float[] vector = new float[DIMENSION];
    vector[0] = 0.01f;
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty()) {
        vector[Math.floorMod((name + word).hashCode(), DIMENSION)] += 1;
      }
    }
    double length = 0;
    for (float component : vector) {
      length += component * component;
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(length);
    }
    return vector;
  }

  @Override
  public void close() {}
}
