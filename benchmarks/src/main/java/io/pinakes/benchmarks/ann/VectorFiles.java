package io.pinakes.benchmarks.ann;

import io.pinakes.vectorstore.IndexLimits;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files in which vectors are passed around, all little-endian.
 *
 * <pre>
 * fvecs   per vector: int32 dimension, then as many float32
 * ivecs   per row: int32 count, then as many int32
 * f32     float32 end to end; the dimension is said beside
 * </pre>
 *
 * Source: the TEXMEX corpus' description of its formats.
 */
public final class VectorFiles {
  private static final int WORD = 4;

  private VectorFiles() {}

  /**
   * Reads vectors.
   *
   * @param limit at most so many, from the start
   * @throws IOException if the file ends within a vector, or dimensions differ or are impossible
   */
  public static List<float[]> readFvecs(Path file, int limit) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    for (ByteBuffer row : rows(file, limit)) {
      float[] vector = new float[row.remaining() / WORD];
      row.asFloatBuffer().get(vector);
      vectors.add(vector);
    }
    return vectors;
  }

  /** Reads rows of numbers, such as the true neighbours of each question. */
  public static List<int[]> readIvecs(Path file, int limit) throws IOException {
    List<int[]> numbers = new ArrayList<>();
    for (ByteBuffer row : rows(file, limit)) {
      int[] some = new int[row.remaining() / WORD];
      row.asIntBuffer().get(some);
      numbers.add(some);
    }
    return numbers;
  }

  /** Reads vectors that stand end to end. */
  public static List<float[]> readRaw(Path file, int dimension, int limit) throws IOException {
    requireWidth(dimension, file);
    long bytes = Files.size(file);
    if (bytes % ((long) dimension * WORD) != 0) {
      throw new IOException(
          "["
              + file
              + "] of ["
              + bytes
              + "] bytes is no whole number of vectors of ["
              + dimension
              + "]");
    }
    List<float[]> vectors = new ArrayList<>();
    try (DataInputStream in = open(file)) {
      long count = Math.min(limit, bytes / ((long) dimension * WORD));
      for (long i = 0; i < count; i++) {
        float[] vector = new float[dimension];
        next(in, dimension).asFloatBuffer().get(vector);
        vectors.add(vector);
      }
    }
    return vectors;
  }

  /** Writes vectors; an existing file is replaced. */
  public static void writeFvecs(Path file, List<float[]> vectors) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (float[] vector : vectors) {
        byte[] bytes = new byte[WORD + vector.length * WORD];
        ByteBuffer row = row(bytes, vector.length);
        for (float value : vector) {
          row.putFloat(value);
        }
        out.write(bytes);
      }
    }
  }

  /** Writes rows of numbers; an existing file is replaced. */
  public static void writeIvecs(Path file, List<int[]> rows) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int[] numbers : rows) {
        byte[] bytes = new byte[WORD + numbers.length * WORD];
        ByteBuffer row = row(bytes, numbers.length);
        for (int number : numbers) {
          row.putInt(number);
        }
        out.write(bytes);
      }
    }
  }

  private static ByteBuffer row(byte[] bytes, int width) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(width);
  }

  private static List<ByteBuffer> rows(Path file, int limit) throws IOException {
    List<ByteBuffer> rows = new ArrayList<>();
    int width = 0;
    try (DataInputStream in = open(file)) {
      long left = Files.size(file);
      while (rows.size() < limit && left > 0) {
        int said = Integer.reverseBytes(in.readInt());
        requireWidth(said, file);
        if (width != 0 && said != width) {
          throw new IOException("[" + file + "] has rows of [" + width + "] and of [" + said + "]");
        }
        width = said;
        rows.add(next(in, width));
        left -= WORD + (long) width * WORD;
      }
    }
    return rows;
  }

  private static ByteBuffer next(InputStream in, int width) throws IOException {
    byte[] bytes = in.readNBytes(width * WORD);
    if (bytes.length < width * WORD) {
      throw new IOException("the file ends within a row of [" + width + "]");
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void requireWidth(int width, Path file) throws IOException {
    if (width < 1 || width > IndexLimits.MAX_DIMENSION) {
      throw new IOException(
          "["
              + file
              + "] says ["
              + width
              + "] values a row, 1 to ["
              + IndexLimits.MAX_DIMENSION
              + "] are possible");
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }
}
