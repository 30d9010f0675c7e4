package io.pinakes.core.knowledge;

/**
 * Vectors as IEEE 754 binary16, little-endian: how they are kept in blocks. Every index is built
 * from the decoded half floats, so that whoever has the blocks builds the same index.
 */
public final class HalfFloats {
  private HalfFloats() {}

  /** Encodes each component to the nearest half float, two bytes each. */
  public static byte[] encode(float[] vector) {
    byte[] out = new byte[vector.length * 2];
    for (int i = 0; i < vector.length; i++) {
      short half = Float.floatToFloat16(vector[i]);
      out[2 * i] = (byte) half;
      out[2 * i + 1] = (byte) (half >> 8);
    }
    return out;
  }

  /** Decodes {@code dimension} components that begin at {@code offset}, in bytes. */
  public static float[] decode(byte[] bytes, int offset, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      int at = offset + 2 * i;
      vector[i] = Float.float16ToFloat((short) (bytes[at] & 0xff | bytes[at + 1] << 8));
    }
    return vector;
  }
}
