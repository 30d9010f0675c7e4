package io.pinakes.ipfs.scratch;

import java.nio.LongBuffer;

/** Gives room for tables that grow with the number of blocks. May be asked by many threads. */
@FunctionalInterface
public interface Scratch {
  /** In the heap: for what is small, or has no disk. */
  Scratch HEAP = longs -> new HeapRoom(LongBuffer.allocate(longs));

  /** Room for so many numbers, all of them 0. */
  Room room(int longs);

  /** Room until it is closed, or nobody refers to it any more. */
  interface Room extends AutoCloseable {
    /** The numbers; not to be touched once the room is closed. */
    LongBuffer longs();

    /** The part of it that is in the heap, in bytes. */
    long heapBytes();

    /** Gives it back. */
    @Override
    void close();
  }

  /** Room in the heap. */
  record HeapRoom(LongBuffer longs) implements Room {
    @Override
    public long heapBytes() {
      return (long) longs.capacity() * Long.BYTES;
    }

    @Override
    public void close() {
      // The heap is collected.
    }
  }
}
