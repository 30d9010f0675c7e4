package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Varint;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stream that counts, and that ends where the archive says. */
final class CarInput {
  /** What {@link #length} returns at the end. */
  static final long END = -1;

  private final InputStream in;
  private long position;
  private long end = Long.MAX_VALUE;

  CarInput(InputStream in) {
    this.in = in;
  }

  /** How many bytes have been read. */
  long position() {
    return position;
  }

  /** Ends the input so many bytes from here. */
  void endAfter(long bytes) {
    end = Math.addExact(position, bytes);
  }

  /** Reads the length that begins a header or a section, or returns {@link #END}. */
  long length() throws IOException {
    byte[] varint = new byte[Varint.MAX_BYTES];
    for (int i = 0; i < varint.length; i++) {
      int b = position < end ? in.read() : -1;
      if (b < 0 && i == 0 && (position == end || end == Long.MAX_VALUE)) {
        return END;
      }
      if (b < 0) {
        throw error("the archive is cut short in a length");
      }
      position++;
      varint[i] = (byte) b;
      if (b < 0x80) {
        return decode(ByteBuffer.wrap(varint, 0, i + 1));
      }
    }
    throw error("length takes more than [" + Varint.MAX_BYTES + "] bytes");
  }

  private long decode(ByteBuffer varint) throws CarException {
    try {
      return Varint.read(varint);
    } catch (MultiformatException e) {
      throw new CarException("CAR at byte [" + position + "]: " + e.getMessage(), e);
    }
  }

  /**
   * Reads so many bytes. Memory grows with what arrives, not with what is announced.
   *
   * @throws CarException if they are more than the limit, or more than there are
   */
  byte[] bytes(long length, int limit, String what) throws IOException {
    if (length > limit) {
      throw error(what + " of [" + length + "] bytes is over the limit of [" + limit + "]");
    }
    if (length > end - position) {
      throw error(what + " of [" + length + "] bytes reaches beyond the payload");
    }
    byte[] bytes = in.readNBytes((int) length);
    position += bytes.length;
    if (bytes.length < length) {
      throw error(
          what + " of [" + length + "] bytes is cut short after [" + bytes.length + "] bytes");
    }
    return bytes;
  }

  /** Leaves out so many bytes. */
  void skip(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      throw new CarException("CAR at byte [" + position + "]: the archive is cut short", e);
    }
    position += bytes;
  }

  CarException error(String what) {
    return new CarException("CAR at byte [" + position + "]: " + what);
  }
}
