package io.pinakes.p2p.transport;

import java.io.EOFException;
import java.io.IOException;

/**
 * Bytes in order both ways, blocking.
 *
 * <ul>
 *   <li>One thread reads and one writes at a time; they may be two.
 *   <li>{@link #close} may come from any thread, ends both, and never blocks on the peer.
 *   <li>A thread in here is never interrupted: that would close the socket under another's feet.
 * </ul>
 */
public interface Duplex extends AutoCloseable {
  /** Reads at least one byte, as many as there are and fit; -1 at the peer's end. */
  int read(byte[] into, int offset, int length) throws IOException;

  /** Writes all of the bytes, waiting for the peer if need be. */
  void write(byte[] from, int offset, int length) throws IOException;

  /** Sends the end: no more is written. Reading goes on. */
  void closeOutput() throws IOException;

  /** Ends both directions at once. */
  @Override
  void close();

  /** Writes all of the array. */
  default void write(byte[] from) throws IOException {
    write(from, 0, from.length);
  }

  /**
   * Reads exactly so many bytes.
   *
   * @throws EOFException if the peer ends before
   */
  default byte[] readExactly(int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int at = 0; at < count; ) {
      int part = read(bytes, at, count - at);
      if (part < 0) {
        throw new EOFException("peer ended after [" + at + "] of [" + count + "] bytes");
      }
      at += part;
    }
    return bytes;
  }
}
