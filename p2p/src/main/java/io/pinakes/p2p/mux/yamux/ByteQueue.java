package io.pinakes.p2p.mux.yamux;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bytes in order, in segments. What many small pieces cost is bounded: they share segments, and
 * {@link #capacity} counts whole segments rather than the bytes in them.
 */
final class ByteQueue {
  /** The largest segment, in bytes. */
  static final int MAX_SEGMENT_BYTES = 16 * 1024;

  /** The smallest, in bytes: a stream of single bytes costs this and no more. */
  static final int MIN_SEGMENT_BYTES = 512;

  private final Deque<byte[]> segments = new ArrayDeque<>();
  private int start; // of what is left in the first segment
  private int end; // of what is taken in the last
  private int size;
  private int capacity;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Bytes of all segments together. */
  int capacity() {
    return capacity;
  }

  /** What the capacity will be once so many bytes are added. */
  int capacityWith(int added) {
    int more = capacity;
    for (int left = added - room(); left > 0; ) {
      int segment = segmentFor(left);
      more += segment;
      left -= segment;
    }
    return more;
  }

  /** Takes so many bytes out of the buffer. */
  void add(ByteBuffer from, int count) {
    int left = count;
    while (left > 0) {
      if (room() == 0) {
        byte[] segment = new byte[segmentFor(left)];
        segments.addLast(segment);
        capacity += segment.length;
        end = 0;
      }
      int part = Math.min(left, room());
      from.get(segments.getLast(), end, part);
      end += part;
      left -= part;
    }
    size += count;
  }

  /** Moves as many bytes as there are and as fit, at most so many; returns how many. */
  int drain(ByteBuffer into, int most) {
    int count = Math.min(Math.min(size, most), into.remaining());
    int left = count;
    while (left > 0) {
      byte[] first = segments.getFirst();
      int filled = segments.size() == 1 ? end : first.length;
      int part = Math.min(left, filled - start);
      into.put(first, start, part);
      start += part;
      left -= part;
      if (start == filled) {
        dropFirst();
      }
    }
    size -= count;
    return count;
  }

  void clear() {
    segments.clear();
    start = 0;
    end = 0;
    size = 0;
    capacity = 0;
  }

  private void dropFirst() {
    capacity -= segments.removeFirst().length;
    start = 0;
    if (segments.isEmpty()) {
      end = 0;
    }
  }

  /** Free bytes of the last segment. */
  private int room() {
    return segments.isEmpty() ? 0 : segments.getLast().length - end;
  }

  private static int segmentFor(int bytes) {
    return Math.min(MAX_SEGMENT_BYTES, Math.max(MIN_SEGMENT_BYTES, bytes));
  }
}
