package io.pinakes.ipfs.unixfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers leaves under nodes of a width, and those again, so that all leaves are equally deep. One
 * row of at most {@code width} children is kept a level; a row is made a node when the next child
 * arrives, so that a single child never gets a parent of its own at the top.
 */
final class BalancedTree {
  private final int width;
  private final NodeMaker maker;
  private final List<List<Imported>> levels = new ArrayList<>();

  /** Makes a node of children. */
  interface NodeMaker {
    Imported make(List<Imported> children) throws IOException;
  }

  BalancedTree(int width, NodeMaker maker) {
    this.width = width;
    this.maker = maker;
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  void add(Imported leaf) throws IOException {
    add(0, leaf);
  }

  private void add(int level, Imported child) throws IOException {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Imported> row = levels.get(level);
    if (row.size() == width) {
      Imported parent = maker.make(row);
      row.clear();
      add(level + 1, parent);
    }
    row.add(child);
  }

  /** Makes nodes of the rows that are left, from the leaves up. */
  Imported root() throws IOException {
    for (int level = 0; ; level++) {
      List<Imported> row = levels.get(level);
      if (level == levels.size() - 1 && row.size() == 1) {
        return row.getFirst();
      }
      Imported parent = maker.make(row);
      row.clear();
      add(level + 1, parent);
    }
  }
}
