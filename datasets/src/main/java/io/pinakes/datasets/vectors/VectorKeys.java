package io.pinakes.datasets.vectors;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys by model: eight bytes of the SHA-256 of its id, then digests. */
final class VectorKeys {
  static final int MODEL_BYTES = 8;

  private VectorKeys() {}

  static byte[] model(String model) {
    byte[] digest = Multihash.sha256(model.getBytes(StandardCharsets.UTF_8)).digest();
    return Arrays.copyOf(digest, MODEL_BYTES);
  }

  /** The first key behind those of a model. */
  static byte[] behind(String model) {
    byte[] next = model(model);
    for (int i = MODEL_BYTES - 1; i >= 0; i--) {
      next[i]++;
      if (next[i] != 0) {
        return next;
      }
    }
    // All bytes were 0xff: behind all keys of any model.
    return new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1};
  }

  static byte[] chunk(byte[] model, Cid chunk) {
    return join(model, chunk.hash().digest());
  }

  static byte[] row(byte[] model, Cid chunk, Cid block) {
    return join(model, chunk.hash().digest(), block.hash().digest());
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer key = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      key.put(part);
    }
    return key.array();
  }
}
