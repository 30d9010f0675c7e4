package io.pinakes.datasets;

import io.pinakes.core.multiformats.Cid;
import java.util.Optional;

/**
 * A path under which two versions differ.
 *
 * @param path {@code source/relative}
 * @param before the document in the first; empty if it was added
 * @param after the document in the second; empty if it was removed
 */
public record DocumentChange(String path, Optional<Cid> before, Optional<Cid> after) {

  /** What happened to the path. */
  public Kind kind() {
    return before.isEmpty() ? Kind.ADDED : after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
  }

  /** What can happen to a path. */
  public enum Kind {
    /** Only the second version has it. */
    ADDED,
    /** Only the first version has it. */
    REMOVED,
    /** Both have it, with other documents. */
    CHANGED
  }
}
