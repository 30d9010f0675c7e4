package io.pinakes.datasets.model.tree;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compares two trees. Subtrees of one name are passed over unread; since equal runs of entries give
 * equal nodes, what is read is in the order of what differs, not of the trees.
 */
final class TreeDiff<E> {
  private final Frontier<E> before;
  private final Frontier<E> after;
  private final DiffVisitor<E> visitor;

  TreeDiff(Frontier<E> before, Frontier<E> after, DiffVisitor<E> visitor) {
    this.before = before;
    this.after = after;
    this.visitor = visitor;
  }

  void run() throws IOException {
    while (!before.isEmpty() && !after.isEmpty()) {
      int order = Arrays.compareUnsigned(before.key(), after.key());
      if (order < 0) {
        takeOrOpen(before, true);
      } else if (order > 0) {
        takeOrOpen(after, false);
      } else {
        meet();
      }
    }
    while (!before.isEmpty()) {
      takeOrOpen(before, true);
    }
    while (!after.isEmpty()) {
      takeOrOpen(after, false);
    }
  }

  /** Both sides begin with one key: the higher one is opened until both are of one level. */
  private void meet() throws IOException {
    int levelBefore = before.level();
    int levelAfter = after.level();
    if (levelBefore > levelAfter) {
      before.open();
    } else if (levelAfter > levelBefore) {
      after.open();
    } else if (before.atEntry()) {
      E old = before.takeEntry();
      E fresh = after.takeEntry();
      if (!old.equals(fresh)) {
        visitor.visit(Optional.of(old), Optional.of(fresh));
      }
    } else if (before.child().node().equals(after.child().node())) {
      before.skip();
      after.skip();
    } else {
      before.open();
      after.open();
    }
  }

  private void takeOrOpen(Frontier<E> side, boolean isBefore) throws IOException {
    if (!side.atEntry()) {
      side.open();
      return;
    }
    Optional<E> entry = Optional.of(side.takeEntry());
    visitor.visit(isBefore ? entry : Optional.empty(), isBefore ? Optional.empty() : entry);
  }
}
