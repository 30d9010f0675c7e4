package io.pinakes.p2p.security.noise.driver;

import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ReservedBuffer;
import io.pinakes.p2p.transport.Duplex;
import java.io.EOFException;
import java.io.IOException;

/** Cuts messages out of the channel, however it split and joined them. The reader's alone. */
final class NoiseInput {
  static final int LENGTH_BYTES = 2;

  /** What a busy channel reads into: two whole messages of the largest size. */
  static final int LARGE_BYTES = 2 * (LENGTH_BYTES + 0xffff);

  private final Duplex channel;
  private final ReservedBuffer buffer;
  private int start;
  private int end;
  private boolean idle;

  NoiseInput(Duplex channel, ConnectionScope scope) {
    this.channel = channel;
    this.buffer = new ReservedBuffer(scope);
  }

  /**
   * Waits for a message and returns its length; it begins at {@link #messageAt} of {@link #array}
   * and stays there until the next. -1 at the end of the channel, if that is between messages.
   */
  int next(int most) throws IOException {
    makeRoom();
    if (!fill(LENGTH_BYTES, true)) {
      return -1;
    }
    int length = (array()[start] & 0xff) << 8 | array()[start + 1] & 0xff;
    if (length > most) {
      throw new IOException("Noise message of [" + length + "] bytes where [" + most + "] may be");
    }
    if (LENGTH_BYTES + length > buffer.capacity()) {
      compact();
      if (most == 0xffff) {
        buffer.tryGrow(LARGE_BYTES);
      }
      buffer.grow(LENGTH_BYTES + Math.min(most, roundedUp(length))); // which a peer has for its own
    }
    fill(LENGTH_BYTES + length, false);
    start += LENGTH_BYTES + length;
    return length;
  }

  /** Where the message of that length, which {@link #next} returned, begins. */
  int messageAt(int length) {
    return start - length;
  }

  byte[] array() {
    return buffer.array();
  }

  /** A large buffer is kept as long as reads fill it. */
  private void makeRoom() {
    if (start == end) {
      start = 0;
      end = 0;
      if (idle) {
        buffer.shrink();
        idle = false;
      }
    }
  }

  private boolean fill(int wanted, boolean mayEnd) throws IOException {
    while (end - start < wanted) {
      if (start + wanted > buffer.capacity()) {
        compact();
      }
      int read = channel.read(array(), end, buffer.capacity() - end);
      if (read < 0) {
        if (mayEnd && start == end) {
          return false;
        }
        throw new EOFException("peer ended in the middle of a Noise message");
      }
      idle = read < ReservedBuffer.SMALL_BYTES;
      end += read;
    }
    return true;
  }

  /** So that longer and longer messages do not grow it each time. */
  private static int roundedUp(int length) {
    return Math.max(ReservedBuffer.SMALL_BYTES, 2 * Integer.highestOneBit(length) - 1);
  }

  private void compact() {
    System.arraycopy(array(), start, array(), 0, end - start);
    end -= start;
    start = 0;
  }
}
