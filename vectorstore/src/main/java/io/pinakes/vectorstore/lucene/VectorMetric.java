package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.Cosine;
import org.apache.lucene.index.VectorSimilarityFunction;

/** How near two vectors are; higher is nearer. */
public enum VectorMetric {
  /** The cosine, over vectors of length one. */
  COSINE(VectorSimilarityFunction.DOT_PRODUCT) {
    @Override
    public float score(float[] a, float[] b) {
      return Cosine.score(a, b);
    }

    @Override
    float slack(float luceneScore) {
      return 1e-5f;
    }
  },
  /** Minus the squared Euclidean distance. */
  EUCLIDEAN(VectorSimilarityFunction.EUCLIDEAN) {
    @Override
    public float score(float[] a, float[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        double d = (double) a[i] - b[i];
        sum += d * d;
      }
      return (float) -sum;
    }

    @Override
    float slack(float luceneScore) {
      return 1e-5f * luceneScore;
    }
  };

  private final VectorSimilarityFunction function;

  VectorMetric(VectorSimilarityFunction function) {
    this.function = function;
  }

  /** Returns the score in full precision: the same float on every machine. */
  public abstract float score(float[] a, float[] b);

  /**
   * Returns how far two of Lucene's scores for the same pair may lie apart, because it adds floats
   * in an order that depends on the processor.
   */
  abstract float slack(float luceneScore);

  VectorSimilarityFunction function() {
    return function;
  }
}
