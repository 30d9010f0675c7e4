package io.pinakes.vectorstore;

/**
 * Cosine in one fixed order of double additions, so that every machine, and every peer that checks
 * a score, gets the very same float. A fused or re-ordered float sum would not give that.
 */
public final class Cosine {
  private Cosine() {}

  /**
   * Returns the vector scaled to length one, as a new array.
   *
   * @throws IllegalArgumentException if it is of another dimension, zero, or not finite
   */
  public static float[] normalised(float[] vector, int dimension) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "vector of [" + vector.length + "] components, the index takes [" + dimension + "]");
    }
    double length = Math.sqrt(dot(vector, vector));
    // A component that is infinite or no number makes the length so.
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException(
          "vector of length [" + length + "] has no direction: zero or not finite");
    }
    float[] unit = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  /** Returns the dot product, which is the cosine if both vectors have length one. */
  public static double dot(float[] a, float[] b) {
    // Four sums keep the adders busy; products of floats are exact in double.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += (double) a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Returns the score of two vectors of length one. */
  public static float score(float[] a, float[] b) {
    return (float) Math.max(-1, Math.min(1, dot(a, b)));
  }
}
