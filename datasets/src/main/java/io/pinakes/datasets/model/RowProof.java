package io.pinakes.datasets.model;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.datasets.model.tree.TreeProof;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipld.CodecException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * That a dataset has a vector for a chunk: the way from the root of a {@link VectorList} to the
 * block that has the row, and from the block's Merkle root to the row. The block itself, up to 1
 * MiB, is not needed.
 *
 * @param list the nodes of the list down to the block's entry
 * @param block the block that has the row
 * @param row which row it is
 * @param encoded the vector as it is kept
 * @param siblings the hashes from the row to the block's Merkle root, lowest first
 */
@SuppressWarnings("ArrayRecordComponent") // proofs are checked, not compared
public record RowProof(TreeProof list, Cid block, int row, byte[] encoded, List<byte[]> siblings) {
  /** Checks the number of siblings. */
  public RowProof {
    siblings = List.copyOf(siblings);
    if (siblings.size() > RowTree.MAX_SIBLINGS || encoded.length > ModelLimits.MAX_VECTORS_BYTES) {
      throw new IllegalArgumentException(
          "row proof of [" + siblings.size() + "] hashes, [" + encoded.length + "] bytes");
    }
  }

  /**
   * Proves the row that a block of the list has for a chunk.
   *
   * @throws IllegalArgumentException if the block has none
   */
  public static RowProof of(BlockReader blocks, Cid list, Cid block, Cid chunk) throws IOException {
    byte[] bytes =
        blocks.get(block).orElseThrow(() -> new MissingBlockException(block, "vector list"));
    Vectors vectors = Vectors.decode(bytes);
    int row = vectors.rowOf(chunk);
    if (row < 0) {
      throw new IllegalArgumentException("block [" + block + "] has no row of [" + chunk + "]");
    }
    TreeProof path = VectorList.at(blocks, list).prove(block.toBytes());
    return new RowProof(path, block, row, vectors.encoded(row), vectors.rowTree().siblings(row));
  }

  /**
   * Checks all of it against the root of the list.
   *
   * @return the vector as it is kept
   * @throws IOException if it does not prove that the list has this vector for the chunk
   */
  public byte[] verify(Cid listRoot, Cid chunk) throws IOException {
    Optional<VectorEntry> entry = list.verify(VectorList.SHAPE, listRoot, block.toBytes());
    if (entry.isEmpty()
        || !RowTree.proves(
            entry.get().root(), entry.get().rows(), row, RowTree.leaf(chunk, encoded), siblings)) {
      throw new CodecException("row [" + row + "] of [" + block + "] is not proved");
    }
    return encoded.clone();
  }
}
