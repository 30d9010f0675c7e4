package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreLimits;
import java.util.Optional;

/**
 * Unpacks what RocksDB packed: the length as a varint, then an LZ4 block by its <a
 * href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">format</a>. Nothing that is
 * fed to it makes it do more than end without a result.
 */
final class Lz4 {
  private static final int MIN_MATCH = 4;
  private static final int MORE = 15;

  private final byte[] in;
  private int at;

  private Lz4(byte[] in) {
    this.in = in;
  }

  static Optional<byte[]> unpack(byte[] packed) {
    try {
      return Optional.of(new Lz4(packed).run());
    } catch (IndexOutOfBoundsException | NegativeArraySizeException malformed) {
      return Optional.empty();
    }
  }

  private byte[] run() {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in[at++];
      length |= (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    if (length > StoreLimits.MAX_BLOCK_BYTES) {
      throw new IndexOutOfBoundsException(length);
    }
    byte[] out = new byte[length];
    int end = 0;
    while (at < in.length) {
      int token = Byte.toUnsignedInt(in[at++]);
      int literals = length(token >> 4);
      System.arraycopy(in, at, out, end, literals);
      at += literals;
      end += literals;
      if (at >= in.length) {
        break;
      }
      int back = Byte.toUnsignedInt(in[at++]) | Byte.toUnsignedInt(in[at++]) << 8;
      int match = length(token & MORE) + MIN_MATCH;
      for (int i = 0; i < match; i++, end++) {
        out[end] = out[end - back];
      }
    }
    if (end != length) {
      throw new IndexOutOfBoundsException(end);
    }
    return out;
  }

  private int length(int begun) {
    int length = begun;
    if (begun == MORE) {
      int next;
      do {
        next = Byte.toUnsignedInt(in[at++]);
        length += next;
      } while (next == 255);
    }
    return length;
  }
}
