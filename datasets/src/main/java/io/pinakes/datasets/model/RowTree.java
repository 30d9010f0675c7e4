package io.pinakes.datasets.model;

import io.pinakes.core.multiformats.Cid;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Merkle tree over the rows of one block of vectors.
 *
 * <p>Hashes, SHA-256:
 *
 * <pre>
 * leaf  H(00 | binary CID of the chunk | vector as it is kept)
 * node  H(01 | left | right)
 * </pre>
 *
 * Nodes pair up from the left; one without a partner goes up as it is. A tree over n rows has
 * ceil(log2 n) levels above the leaves: eleven for a full block of 384 components. The two prefixes
 * keep a node from being passed off as a row.
 */
public final class RowTree {
  /** The length of every hash, in bytes. */
  public static final int HASH_BYTES = 32;

  /** The most hashes that prove a row: no block has more than 2^20 bytes, hence rows. */
  public static final int MAX_SIBLINGS = 20;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final List<byte[][]> levels;

  private RowTree(List<byte[][]> levels) {
    this.levels = levels;
  }

  static RowTree of(byte[][] leaves) {
    List<byte[][]> levels = new ArrayList<>();
    levels.add(leaves);
    MessageDigest sha256 = sha256();
    byte[][] here = leaves;
    while (here.length > 1) {
      byte[][] above = new byte[(here.length + 1) / 2][];
      for (int i = 0; i < above.length; i++) {
        above[i] =
            2 * i + 1 < here.length ? node(sha256, here[2 * i], here[2 * i + 1]) : here[2 * i];
      }
      levels.add(above);
      here = above;
    }
    return new RowTree(levels);
  }

  /** The root. */
  public byte[] root() {
    return levels.get(levels.size() - 1)[0].clone();
  }

  /** The hashes that lead from a row to the root, lowest first. */
  public List<byte[]> siblings(int row) {
    List<byte[]> siblings = new ArrayList<>();
    int at = row;
    for (byte[][] level : levels.subList(0, levels.size() - 1)) {
      int sibling = at ^ 1;
      if (sibling < level.length) {
        siblings.add(level[sibling].clone());
      }
      at >>= 1;
    }
    return siblings;
  }

  /** The hash of a row. */
  public static byte[] leaf(Cid chunk, byte[] encoded) {
    MessageDigest sha256 = sha256();
    sha256.update(LEAF);
    sha256.update(chunk.toBytes());
    return sha256.digest(encoded);
  }

  /**
   * Whether the siblings lead from the leaf, the {@code row}-th of {@code rows}, to the root.
   *
   * @param siblings of {@link #HASH_BYTES} each, lowest first
   */
  public static boolean proves(byte[] root, int rows, int row, byte[] leaf, List<byte[]> siblings) {
    if (row < 0 || row >= rows || siblings.size() > MAX_SIBLINGS) {
      return false;
    }
    MessageDigest sha256 = sha256();
    byte[] hash = leaf;
    int next = 0;
    int at = row;
    for (int width = rows; width > 1; width = (width + 1) / 2) {
      if ((at ^ 1) < width) {
        if (next == siblings.size() || siblings.get(next).length != HASH_BYTES) {
          return false;
        }
        byte[] sibling = siblings.get(next++);
        hash = (at & 1) == 0 ? node(sha256, hash, sibling) : node(sha256, sibling, hash);
      }
      at >>= 1;
    }
    return next == siblings.size() && Arrays.equals(hash, root);
  }

  private static byte[] node(MessageDigest sha256, byte[] left, byte[] right) {
    sha256.update(NODE);
    sha256.update(left);
    return sha256.digest(right);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
