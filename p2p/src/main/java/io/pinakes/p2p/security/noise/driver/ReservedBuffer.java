package io.pinakes.p2p.security.noise.driver;

import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceRefusedException;
import java.util.Arrays;

/** An array that grows and shrinks, and is paid for before it is made. One thread's. */
final class ReservedBuffer {
  /** Kept while nothing goes on, in bytes; within the flat price of a connection. */
  static final int SMALL_BYTES = 2 * 1024;

  private final ConnectionScope scope;
  private byte[] array = new byte[SMALL_BYTES];

  ReservedBuffer(ConnectionScope scope) {
    this.scope = scope;
  }

  byte[] array() {
    return array;
  }

  int capacity() {
    return array.length;
  }

  /** Makes room for so many bytes, keeping what is in it. */
  void grow(int bytes) throws ResourceRefusedException {
    if (bytes > array.length) {
      scope.reserve(bytes - array.length);
      array = Arrays.copyOf(array, bytes);
    }
  }

  /** Back to the small size, keeping nothing. */
  void shrink() {
    if (array.length > SMALL_BYTES) {
      int released = array.length - SMALL_BYTES;
      array = new byte[SMALL_BYTES];
      scope.release(released);
    }
  }
}
