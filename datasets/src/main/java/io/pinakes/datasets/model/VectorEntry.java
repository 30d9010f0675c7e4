package io.pinakes.datasets.model;

import io.pinakes.core.multiformats.Cid;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A block of vectors as a {@link VectorList} names it.
 *
 * @param block the block of {@link Vectors}
 * @param root the root of the {@link RowTree} over its rows, 32 bytes, not to be written to
 * @param rows how many rows it has
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the bytes
public record VectorEntry(Cid block, byte[] root, int rows) {
  /** Checks the numbers. */
  public VectorEntry {
    if (root.length != RowTree.HASH_BYTES
        || rows < 1
        || rows > ModelLimits.MAX_VECTORS_BYTES / Vectors.CID_BYTES) {
      throw new IllegalArgumentException(
          "block of [" + rows + "] rows, root of [" + root.length + "] bytes");
    }
  }

  /** Names a block. */
  public static VectorEntry of(Cid block, Vectors vectors) {
    return new VectorEntry(block, vectors.rowTree().root(), vectors.rows());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VectorEntry that
        && block.equals(that.block)
        && Arrays.equals(root, that.root)
        && rows == that.rows;
  }

  @Override
  public int hashCode() {
    return 31 * block.hashCode() + rows;
  }

  @Override
  public String toString() {
    return "VectorEntry[" + block + ", " + HexFormat.of().formatHex(root) + ", " + rows + " rows]";
  }
}
