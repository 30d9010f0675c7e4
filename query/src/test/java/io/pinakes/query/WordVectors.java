package io.pinakes.query;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.knowledge.Pooling;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.embed.TooLongException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A model for tests: a text's vector counts its words, hashed into 64 components, so that texts are
 * near if they share words. Takes 100 words.
 */
public final class WordVectors implements Embedder {
  private static final int DIMENSION = 64;
  private static final int LIMIT = 100;

  private final String name;

  /** A model of this name; models of different names have different specs. */
  public WordVectors(String name) {
    this.name = name;
  }

  @Override
  public ModelSpec spec() {
    Multihash digest = Multihash.sha256(name.getBytes(StandardCharsets.UTF_8));
    return new ModelSpec(
        name, digest, digest, DIMENSION, Pooling.MEAN, true, "", "", LIMIT, "test", List.of());
  }

  @Override
  public TokenCounter tokens() {
    return new TokenCounter() {
      @Override
      public int count(String passage) {
        return passage.split("\\s+").length;
      }

      @Override
      public int limit() {
        return LIMIT;
      }

      @Override
      public String name() {
        return "words";
      }
    };
  }

  @Override
  public float[] embedPassage(String text) {
    if (tokens().count(text) > LIMIT) {
      throw new TooLongException(name, tokens().count(text), LIMIT);
    }
    float[] vector = new float[DIMENSION];
    vector[0] = 0.01f;
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      vector[Math.floorMod(word.hashCode(), DIMENSION)] += 1;
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
  public float[] embedQuery(String question) {
    return embedPassage(question);
  }

  @Override
  public void close() {}
}
