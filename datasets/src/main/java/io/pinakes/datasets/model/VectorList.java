package io.pinakes.datasets.model;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.model.tree.EntryShape;
import io.pinakes.datasets.model.tree.SearchTree;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.ipld.BytesNode;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.Node;
import java.io.IOException;
import java.util.List;

/**
 * The blocks of vectors of a dataset under one model, sorted by name.
 *
 * <p>Layout: a {@link SearchTree} whose leaves hold {@code [ &Vectors, rows root: 32 bytes, rows:
 * int ]} and whose keys are the binary CIDs of the blocks, as bytes above the leaves. Sorting by
 * name lets two versions be compared by walking what differs, as it is with documents.
 */
public final class VectorList {
  private VectorList() {}

  /** How entries are sorted and written. */
  public static final EntryShape<VectorEntry> SHAPE = new Shape();

  /** The list under a root; nothing is read yet. */
  public static SearchTree<VectorEntry> at(BlockReader blocks, Cid root) {
    return new SearchTree<>(SHAPE, blocks, root);
  }

  /** Puts the list without blocks into the sink. */
  public static Cid empty(BlockSink sink) throws IOException {
    Block block = SearchTree.empty(SHAPE);
    sink.put(block);
    return block.cid();
  }

  private static final class Shape implements EntryShape<VectorEntry> {
    private static final int PARTS = 3;

    @Override
    public String called() {
      return "vector list";
    }

    @Override
    public byte[] key(VectorEntry entry) {
      return entry.block().toBytes();
    }

    @Override
    public Node encode(VectorEntry entry) {
      return new ListNode(
          List.of(Node.of(entry.block()), Node.of(entry.root()), Node.of(entry.rows())));
    }

    @Override
    public VectorEntry decode(Node node) throws CodecException {
      if (!(node instanceof ListNode list) || list.size() != PARTS) {
        throw new CodecException("vector list entry is not a block, a root and a number");
      }
      long rows = list.integer(2);
      if (rows < 1 || rows > ModelLimits.MAX_VECTORS_BYTES) {
        throw new CodecException("vector list entry of [" + rows + "] rows");
      }
      return Records.build(
          called(), () -> new VectorEntry(list.link(0), list.bytes(1), (int) rows));
    }

    @Override
    public Node encodeKey(byte[] key) {
      return Node.of(key);
    }

    @Override
    public byte[] decodeKey(Node node) throws CodecException {
      if (!(node instanceof BytesNode bytes)) {
        throw new CodecException("vector list key is " + node.kind() + ", not bytes");
      }
      try {
        return Cid.fromBytes(bytes.value()).toBytes();
      } catch (MultiformatException e) {
        throw new CodecException("vector list key is not a CID", e);
      }
    }
  }
}
