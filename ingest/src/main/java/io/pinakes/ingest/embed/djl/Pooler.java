package io.pinakes.ingest.embed.djl;

import io.pinakes.core.knowledge.Pooling;
import java.util.Arrays;

/** From the vectors of tokens to the vector of a text. Pure. */
final class Pooler {
  private Pooler() {}

  /**
   * The vector of a text.
   *
   * @param tokens vectors of {@code dimension} components, one after the other, at least one
   */
  static float[] pool(float[] tokens, int dimension, Pooling pooling) {
    if (tokens.length == 0 || tokens.length % dimension != 0) {
      throw new IllegalArgumentException(
          "[" + tokens.length + "] components are not vectors of [" + dimension + "]");
    }
    float[] vector = Arrays.copyOf(tokens, dimension);
    if (pooling == Pooling.MEAN) {
      for (int at = dimension; at < tokens.length; at += dimension) {
        add(vector, tokens, at);
      }
      float count = (float) tokens.length / dimension;
      for (int i = 0; i < dimension; i++) {
        vector[i] /= count;
      }
    }
    return vector;
  }

  // A loop of its own, plain enough for the compiler to turn into vector instructions.
  private static void add(float[] sum, float[] values, int at) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[at + i];
    }
  }

  /** Scales a vector to length one; one of length zero stays as it is. */
  static void normalise(float[] vector) {
    double squares = 0;
    for (float component : vector) {
      squares += (double) component * component;
    }
    if (squares > 0) {
      double scale = 1 / Math.sqrt(squares);
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (vector[i] * scale);
      }
    }
  }
}
