package io.pinakes.ipfs.car;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A part of a file, read at any place. Many threads may read at once: the channel's own position is
 * not used.
 *
 * @param channel the file
 * @param start where the part begins
 * @param end where it ends
 */
record FileBytes(FileChannel channel, long start, long end) {
  static FileBytes whole(FileChannel channel) throws IOException {
    return new FileBytes(channel, 0, channel.size());
  }

  /**
   * The part of this one between two places in it.
   *
   * @throws CarException if it reaches beyond
   */
  FileBytes part(long from, long to) throws CarException {
    if (from < 0 || from > to || to > size()) {
      throw new CarException(
          "CAR is cut short: [" + from + "] to [" + to + "] of [" + size() + "]");
    }
    return new FileBytes(channel, start + from, start + to);
  }

  long size() {
    return end - start;
  }

  /** Reads so many bytes from a place on, or fewer where the part ends; little-endian. */
  ByteBuffer upTo(int bytes, long at) throws IOException {
    return read((int) Math.max(0, Math.min(bytes, size() - at)), at);
  }

  /** Reads so many bytes from a place on, as {@link #bytes} does; little-endian. */
  ByteBuffer read(int bytes, long at) throws IOException {
    return ByteBuffer.wrap(bytes(bytes, at)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads so many bytes from a place on.
   *
   * @throws CarException if the part ends before
   */
  byte[] bytes(int bytes, long at) throws IOException {
    if (at < 0 || bytes > size() - at) {
      throw new CarException("CAR is cut short: [" + bytes + "] bytes at [" + at + "]");
    }
    byte[] read = new byte[bytes];
    ByteBuffer buffer = ByteBuffer.wrap(read);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + at + buffer.position()) < 0) {
        throw new CarException("CAR was cut short while it was read, at [" + at + "]");
      }
    }
    return read;
  }
}
