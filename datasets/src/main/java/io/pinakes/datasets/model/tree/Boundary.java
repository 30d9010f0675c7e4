package io.pinakes.datasets.model.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where a node ends: a function of the node's own entries and of nothing before or behind it, so
 * that the nodes of a level follow from its entries alone.
 *
 * <p>A node ends behind an entry when it has at least {@link TreeLimits#MIN_NODE_ENTRIES} entries
 * and the first six bits of SHA-256({@code level | key}) are zero, or when its entries have {@link
 * TreeLimits#FULL_NODE_BYTES} bytes. The value has no part in it: a document that changes under its
 * path moves no boundary. A node has 80 entries on average.
 */
final class Boundary {
  private static final int LEADING_ZERO_BITS = 6;

  private final MessageDigest sha256;

  Boundary() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether a node of that many entries and bytes ends behind the entry of that key, its last. */
  boolean endsBehind(int level, byte[] key, int entries, int bytes) {
    return bytes >= TreeLimits.FULL_NODE_BYTES
        || (entries >= TreeLimits.MIN_NODE_ENTRIES && isChosen(level, key));
  }

  private boolean isChosen(int level, byte[] key) {
    sha256.update((byte) level);
    byte[] digest = sha256.digest(key);
    return (digest[0] & 0xff) >>> (8 - LEADING_ZERO_BITS) == 0;
  }
}
