package io.pinakes.p2p.transport.memory;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One direction of a connection: bytes in a ring, so that a writer waits for a slow reader. */
final class Pipe {
  /** What is written and not yet read, at most; as much as a socket's buffer has by default. */
  static final int CAPACITY_BYTES = 64 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private byte[] ring = new byte[0]; // made at the first write
  private int start;
  private int size;
  private boolean ended; // by its writer, in good order
  private boolean readerGone;
  private boolean writerGone;

  int read(byte[] into, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (size == 0 && !ended && !readerGone) {
        changed.awaitUninterruptibly();
      }
      if (readerGone) {
        throw new ClosedChannelException();
      }
      if (size == 0) {
        return -1;
      }
      int count = Math.min(Math.min(length, size), CAPACITY_BYTES - start);
      System.arraycopy(ring, start, into, offset, count);
      start = (start + count) % CAPACITY_BYTES;
      size -= count;
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  void write(byte[] from, int offset, int length) throws IOException {
    lock.lock();
    try {
      for (int at = 0; at < length; ) {
        while (size == CAPACITY_BYTES && !writerGone && !readerGone) {
          changed.awaitUninterruptibly();
        }
        if (writerGone || ended) {
          throw new ClosedChannelException();
        }
        if (readerGone) {
          throw new IOException("the peer closed the connection");
        }
        at += put(from, offset + at, length - at);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** No more is written; what was written can be read. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void closeReader() {
    lock.lock();
    try {
      readerGone = true;
      size = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void closeWriter() {
    lock.lock();
    try {
      writerGone = true;
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int put(byte[] from, int offset, int length) {
    if (ring.length == 0) {
      ring = new byte[CAPACITY_BYTES];
    }
    int end = (start + size) % CAPACITY_BYTES;
    int count = Math.min(Math.min(length, CAPACITY_BYTES - size), CAPACITY_BYTES - end);
    System.arraycopy(from, offset, ring, end, count);
    size += count;
    return count;
  }
}
