package io.pinakes.p2p.resource;

import java.util.Arrays;

/** An array that grows and shrinks, and is paid for before it is made. One thread's. */
public final class ReservedBuffer {
  /** Kept while nothing goes on, in bytes; within the flat price of a connection. */
  public static final int SMALL_BYTES = 2 * 1024;

  private final ConnectionScope scope;
  private byte[] array = new byte[SMALL_BYTES];

  /** A small one. */
  public ReservedBuffer(ConnectionScope scope) {
    this.scope = scope;
  }

  /** The array as it is now; another after each change of size. */
  public byte[] array() {
    return array;
  }

  /** Its length in bytes. */
  public int capacity() {
    return array.length;
  }

  /** Makes room for so many bytes, keeping what is in it. */
  public void grow(int bytes) throws ResourceRefusedException {
    if (bytes > array.length) {
      scope.reserve(bytes - array.length);
      array = Arrays.copyOf(array, bytes);
    }
  }

  /** As {@link #grow}, if there is room to spare. */
  public void tryGrow(int bytes) {
    if (bytes > array.length && scope.trySpare(bytes - array.length)) {
      array = Arrays.copyOf(array, bytes);
    }
  }

  /** Back to the small size, keeping nothing. */
  public void shrink() {
    if (array.length > SMALL_BYTES) {
      int released = array.length - SMALL_BYTES;
      array = new byte[SMALL_BYTES];
      scope.release(released);
    }
  }
}
