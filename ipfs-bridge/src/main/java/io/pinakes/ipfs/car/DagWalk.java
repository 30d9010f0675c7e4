package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.scratch.MarkedSet;
import io.pinakes.ipfs.scratch.Scratch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/**
 * Visits the blocks below some roots depth first: a block, then what its first link leads to, and
 * so on, each block once. The order depends on nothing but the roots.
 *
 * <p>Blocks are verified on the way, so that a damaged store does not make a damaged archive.
 * Identity CIDs hold their own bytes: they are not visited, but followed. Memory: the links of the
 * blocks on the way, and 20 to 40 bytes of scratch for each block visited. Depth costs no stack.
 */
public final class DagWalk {
  private final BlockReader blocks;
  private final Visitor visitor;

  /** By the version of their CIDs: a program that reads the archive may tell the two apart. */
  private final List<MarkedSet> seen;

  private final ArrayDeque<Iterator<Cid>> path = new ArrayDeque<>();

  private DagWalk(BlockReader blocks, Visitor visitor, List<MarkedSet> seen) {
    this.seen = seen;
    this.blocks = blocks;
    this.visitor = visitor;
  }

  /** Is given each block. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes a block, verified. */
    void visit(Block block) throws IOException;
  }

  /**
   * Walks, for example into an archive: {@code DagWalk.depthFirst(store, roots, car::write)}.
   *
   * @throws MissingBlockException if a block is not there
   * @throws io.pinakes.ipfs.blockstore.HashMismatchException if a block is damaged
   * @throws io.pinakes.ipfs.ipld.CodecException if a block's links cannot be read
   * @throws IOException if a block cannot be read, or the visitor throws it
   */
  public static void depthFirst(BlockReader blocks, List<Cid> roots, Visitor visitor)
      throws IOException {
    depthFirst(blocks, Scratch.HEAP, roots, visitor);
  }

  /** The same, remembering elsewhere what was visited. */
  public static void depthFirst(
      BlockReader blocks, Scratch scratch, List<Cid> roots, Visitor visitor) throws IOException {
    try (MarkedSet zero = new MarkedSet(scratch);
        MarkedSet one = new MarkedSet(scratch)) {
      new DagWalk(blocks, visitor, List.of(zero, one)).walk(roots);
    }
  }

  private void walk(List<Cid> roots) throws IOException {
    path.push(roots.iterator());
    while (!path.isEmpty()) {
      Iterator<Cid> links = path.peek();
      if (!links.hasNext()) {
        path.pop();
        continue;
      }
      Cid next = links.next();
      if (seen.get(next.version()).add(next)) {
        path.push(visit(next).iterator());
      }
    }
  }

  private List<Cid> visit(Cid cid) throws IOException {
    byte[] bytes = blocks.get(cid).orElseThrow(() -> new MissingBlockException(cid));
    Block block = Block.verified(cid, bytes);
    if (cid.hash().code() != Multihash.IDENTITY) {
      visitor.visit(block);
    }
    return Links.of(cid, bytes);
  }
}
