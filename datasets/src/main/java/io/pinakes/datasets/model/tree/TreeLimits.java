package io.pinakes.datasets.model.tree;

/**
 * What a tree takes at most, and the constants that decide its shape: another value, another root.
 */
public final class TreeLimits {
  /** The largest node, in bytes (DESIGN 3); a larger one is refused before it is parsed. */
  public static final int MAX_NODE_BYTES = 256 << 10;

  /** The longest key: a path of 4 KiB and room for whoever puts something before it. */
  public static final int MAX_KEY_BYTES = 4_200;

  /** The longest entry, encoded: with {@link #FULL_NODE_BYTES} it stays far under the cap. */
  public static final int MAX_ENTRY_BYTES = 16 << 10;

  /**
   * A node that has this many bytes ends, whatever its keys hash to: so that keys which somebody
   * chose never to end a node cannot make one larger than this and an entry.
   */
  static final int FULL_NODE_BYTES = 64 << 10;

  /**
   * A node ends at no fewer entries, unless its bytes are full: so that keys which were chosen to
   * end a node each cannot make the tree a list.
   */
  static final int MIN_NODE_ENTRIES = 16;

  /**
   * The highest level. Every node but the last of its level has at least 15 entries, so that 12
   * levels hold more entries than there are hashes to name them in any store.
   */
  static final int MAX_LEVEL = 12;

  private TreeLimits() {}
}
