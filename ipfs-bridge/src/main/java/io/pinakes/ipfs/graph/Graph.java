package io.pinakes.ipfs.graph;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.scratch.MarkedSet;
import io.pinakes.ipfs.store.StoreBlocks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/**
 * All that is below roots, depth first, each block once however many roots lead to it. Raw blocks,
 * by far the most, are not read. Takes up to 30 bytes a block, and the links of one way down.
 */
public final class Graph {
  private final StoreBlocks sizes;
  private final BlockReader blocks;
  private final MarkedSet seen;

  /** Is given each block. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes a block of that many bytes. */
    void visit(Cid cid, long bytes) throws IOException;
  }

  /** Of that store; what is met is read or found through {@code blocks}, which may hold it. */
  public Graph(StoreBlocks sizes, BlockReader blocks) {
    this.sizes = sizes;
    this.seen = new MarkedSet(sizes.scratch());
    this.blocks = blocks;
  }

  /**
   * Visits what no walk before has.
   *
   * @throws MissingBlockException if a block is not here
   * @throws IOException if a block cannot be read or its links not understood
   */
  public void walk(Cid root, Visitor visitor) throws IOException {
    walk(root, blocks, visitor);
  }

  /** The same, with what is met on this walk read or found through another reader. */
  public void walk(Cid root, BlockReader through, Visitor visitor) throws IOException {
    ArrayDeque<Iterator<Cid>> way = new ArrayDeque<>();
    way.push(List.of(root).iterator());
    while (!way.isEmpty()) {
      if (!way.peek().hasNext()) {
        way.pop();
        continue;
      }
      Cid next = way.peek().next();
      if (seen.add(next)) {
        List<Cid> links = visit(next, through, visitor);
        if (!links.isEmpty()) {
          way.push(links.iterator());
        }
      }
    }
  }

  private List<Cid> visit(Cid cid, BlockReader through, Visitor visitor) throws IOException {
    boolean inline = cid.hash().code() == Multihash.IDENTITY;
    if (cid.codec() == Multicodec.RAW && !inline) {
      OptionalLong size = sizes.size(cid);
      if (size.isEmpty() || !through.has(cid)) {
        throw new MissingBlockException(cid);
      }
      visitor.visit(cid, size.getAsLong());
      return List.of();
    }
    byte[] bytes = through.get(cid).orElseThrow(() -> new MissingBlockException(cid));
    if (!inline) {
      visitor.visit(cid, bytes.length);
    }
    return Links.of(cid, bytes);
  }
}
