package io.pinakes.datasets.model.tree;

import java.io.IOException;
import java.util.Optional;

/**
 * Takes what differs between two trees, in the order of keys.
 *
 * @param <E> the type of entry
 */
@FunctionalInterface
public interface DiffVisitor<E> {
  /**
   * Takes one key under which the trees differ: at least one of the two is present, and if both are
   * they are not equal.
   */
  void visit(Optional<E> before, Optional<E> after) throws IOException;
}
