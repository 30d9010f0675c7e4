package io.pinakes.datasets.model;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.tree.EntryShape;
import io.pinakes.datasets.model.tree.SearchTree;
import io.pinakes.datasets.model.tree.TreeProof;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The documents of a dataset by their paths, sorted by the UTF-8 of the path.
 *
 * <p>Layout: a {@link SearchTree} whose leaves hold {@code [ path: text, &Document ]} and whose
 * keys above the leaves are paths as text. The same documents give the same root, however they came
 * to be in it.
 */
public final class DocumentMap {
  private DocumentMap() {}

  /** How entries are sorted and written. */
  public static final EntryShape<DocumentEntry> SHAPE = new Shape();

  /** The map under a root; nothing is read yet. */
  public static SearchTree<DocumentEntry> at(BlockReader blocks, Cid root) {
    return new SearchTree<>(SHAPE, blocks, root);
  }

  /** Puts the map without documents into the sink. */
  public static Cid empty(BlockSink sink) throws IOException {
    Block block = SearchTree.empty(SHAPE);
    sink.put(block);
    return block.cid();
  }

  /** The document at a path. */
  public static Optional<Cid> find(BlockReader blocks, Cid root, String path) throws IOException {
    return at(blocks, root).find(DocumentEntry.key(path)).map(DocumentEntry::document);
  }

  /** What a proof shows to be at a path of the map of that root. */
  public static Optional<Cid> verify(TreeProof proof, Cid root, String path) throws IOException {
    return proof.verify(SHAPE, root, DocumentEntry.key(path)).map(DocumentEntry::document);
  }

  private static final class Shape implements EntryShape<DocumentEntry> {
    @Override
    public String called() {
      return "document map";
    }

    @Override
    public byte[] key(DocumentEntry entry) {
      return DocumentEntry.key(entry.path());
    }

    @Override
    public Node encode(DocumentEntry entry) {
      return new ListNode(List.of(Node.of(entry.path()), Node.of(entry.document())));
    }

    @Override
    public DocumentEntry decode(Node node) throws CodecException {
      if (!(node instanceof ListNode list) || list.size() != 2) {
        throw new CodecException("document map entry is not a pair");
      }
      return Records.build(called(), () -> new DocumentEntry(list.text(0), list.link(1)));
    }

    @Override
    public Node encodeKey(byte[] key) {
      return Node.of(new String(key, StandardCharsets.UTF_8));
    }

    @Override
    public byte[] decodeKey(Node node) throws CodecException {
      if (!(node instanceof TextNode text)) {
        throw new CodecException("document map key is " + node.kind() + ", not text");
      }
      return DocumentEntry.key(text.value());
    }
  }
}
