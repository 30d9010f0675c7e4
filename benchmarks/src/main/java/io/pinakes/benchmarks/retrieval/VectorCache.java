package io.pinakes.benchmarks.retrieval;

import io.pinakes.core.multiformats.Multihash;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Vectors kept between runs of a benchmark, so that only the first embeds. One file a model, named
 * by the id of its spec; a record is the SHA-256 of kind and text (32 bytes), then the components
 * as big-endian floats. A record that a kill cut short is dropped when the file is next opened.
 * Safe for use by several threads, not by several processes.
 */
final class VectorCache implements AutoCloseable {
  private final int dimension;
  private final Map<String, float[]> vectors = new ConcurrentHashMap<>();
  private final DataOutputStream out;

  private VectorCache(int dimension, Path file) throws IOException {
    this.dimension = dimension;
    long whole = read(file);
    if (Files.exists(file) && Files.size(file) > whole) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
      }
    }
    this.out =
        new DataOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** The cache of one model in a folder, which is made if it is not there. */
  static VectorCache open(Path folder, String modelId, int dimension) throws IOException {
    Files.createDirectories(folder);
    return new VectorCache(dimension, folder.resolve(modelId + ".vectors"));
  }

  static String key(String kind, String text) {
    byte[] all = (kind + "\u0000" + text).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Multihash.sha256(all).digest());
  }

  Optional<float[]> get(String key) {
    return Optional.ofNullable(vectors.get(key)).map(float[]::clone);
  }

  synchronized void put(String key, float[] vector) throws IOException {
    if (vectors.putIfAbsent(key, vector.clone()) == null) {
      ByteBuffer record = ByteBuffer.allocate(32 + 4 * dimension);
      record.put(HexFormat.of().parseHex(key));
      for (float component : vector) {
        record.putFloat(component);
      }
      out.write(record.array());
    }
  }

  /** Reads what is whole, and returns how many bytes that is. */
  private long read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    long whole = 0;
    byte[] key = new byte[32];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      while (true) {
        in.readFully(key);
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
          vector[i] = in.readFloat();
        }
        vectors.put(HexFormat.of().formatHex(key), vector);
        whole += 32 + 4L * dimension;
      }
    } catch (EOFException e) {
      return whole;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
