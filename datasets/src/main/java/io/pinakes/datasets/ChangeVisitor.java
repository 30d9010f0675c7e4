package io.pinakes.datasets;

import java.io.IOException;

/** Takes what differs between two versions, in the order of paths. */
@FunctionalInterface
public interface ChangeVisitor {
  /** Looks at the next path. */
  void visit(DocumentChange change) throws IOException;
}
