package io.pinakes.datasets.model.tree;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Walks the entries of a tree in the order of their keys, one leaf in memory at a time.
 *
 * @param <E> the type of entry
 */
public final class TreeCursor<E> {
  private final Frontier<E> left;

  TreeCursor(Frontier<E> left) {
    this.left = left;
  }

  /**
   * The next entry; empty behind the last.
   *
   * @throws IOException if a node is missing or malformed
   */
  public Optional<E> next() throws IOException {
    if (left.isEmpty()) {
      return Optional.empty();
    }
    while (!left.atEntry()) {
      left.open();
    }
    return Optional.of(left.takeEntry());
  }

  /** Leaves out all entries before the key, without reading the subtrees that hold only such. */
  TreeCursor<E> from(byte[] key) throws IOException {
    while (!left.isEmpty() && Arrays.compareUnsigned(left.key(), key) < 0) {
      if (left.atEntry() || left.endsBefore(key)) {
        left.skip();
      } else {
        left.open();
      }
    }
    return this;
  }
}
