package io.pinakes.p2p.resource;

import java.util.function.Supplier;

/**
 * The right to act alone on a tree of scopes, which has no lock of its own: a simulation gives it
 * at once, a host takes a lock around it.
 */
@FunctionalInterface
public interface Turn {
  /** Runs the action with nobody else in, and returns what it returns. */
  <T> T take(Supplier<T> action);

  /** For a tree that one thread owns. */
  static Turn immediate() {
    return new Turn() {
      @Override
      public <T> T take(Supplier<T> action) {
        return action.get();
      }
    };
  }
}
