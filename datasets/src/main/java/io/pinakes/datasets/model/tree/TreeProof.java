package io.pinakes.datasets.model.tree;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipld.CodecException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The nodes from the root down to the leaf in which a key is, or would be. Whoever holds the root's
 * name and trusts nobody can tell from them what the tree has under the key.
 *
 * @param nodes blocks from the root to the leaf, one a level
 */
public record TreeProof(List<byte[]> nodes) {
  /** Checks the number of nodes. */
  public TreeProof {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty() || nodes.size() > TreeLimits.MAX_LEVEL + 1) {
      throw new IllegalArgumentException("proof of [" + nodes.size() + "] nodes");
    }
  }

  /** Where the way down ends: at the entry of the key, or at the proof that there is none. */
  private record End<E>(Optional<E> entry, List<byte[]> nodes) {}

  static <E> TreeProof of(EntryShape<E> shape, BlockReader blocks, Cid root, byte[] key)
      throws IOException {
    return new TreeProof(descend(shape, blocks, root, key).nodes());
  }

  static <E> Optional<E> find(EntryShape<E> shape, BlockReader blocks, Cid root, byte[] key)
      throws IOException {
    return descend(shape, blocks, root, key).entry();
  }

  /**
   * What the tree of that root has under the key.
   *
   * @return the entry; empty if the proof shows that there is none
   * @throws IOException if the proof proves nothing: a node that is not the named one, one that is
   *     malformed, too few or too many
   */
  public <E> Optional<E> verify(EntryShape<E> shape, Cid root, byte[] key) throws IOException {
    ProvedBlocks proved = new ProvedBlocks(nodes);
    End<E> end = descend(shape, proved, root, key);
    if (end.nodes().size() != nodes.size()) {
      throw new CodecException("proof has nodes beyond the leaf");
    }
    return end.entry();
  }

  private static <E> End<E> descend(EntryShape<E> shape, BlockReader blocks, Cid root, byte[] key)
      throws IOException {
    List<byte[]> path = new ArrayList<>();
    TreeNode<E> node = load(shape, blocks, root, path);
    NodeReader.requireRoot(shape, root, node);
    byte[] bound = null;
    while (node.level() > 0) {
      List<Child> children = node.children();
      int at = Math.max(0, lastNotBehind(children, key));
      byte[] next = at + 1 < children.size() ? children.get(at + 1).first() : bound;
      Child child = children.get(at);
      TreeNode<E> below = load(shape, blocks, child.node(), path);
      NodeReader.requireFits(shape, child, node.level() - 1, next, below);
      node = below;
      bound = next;
    }
    for (E entry : node.entries()) {
      if (Arrays.equals(shape.key(entry), key)) {
        return new End<>(Optional.of(entry), path);
      }
    }
    return new End<>(Optional.empty(), path);
  }

  private static int lastNotBehind(List<Child> children, byte[] key) {
    int low = 0;
    int high = children.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(children.get(middle).first(), key) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  private static <E> TreeNode<E> load(
      EntryShape<E> shape, BlockReader blocks, Cid cid, List<byte[]> path) throws IOException {
    byte[] bytes =
        blocks.get(cid).orElseThrow(() -> new MissingBlockException(cid, shape.called()));
    path.add(bytes);
    return TreeNode.decode(shape, bytes);
  }

  /** Hands out a proof's nodes one after the other, each held against the name asked for. */
  private static final class ProvedBlocks implements BlockReader {
    private final List<byte[]> nodes;
    private int next;

    ProvedBlocks(List<byte[]> nodes) {
      this.nodes = nodes;
    }

    @Override
    public Optional<byte[]> get(Cid cid) throws IOException {
      byte @Nullable [] bytes = next < nodes.size() ? nodes.get(next) : null;
      if (bytes == null) {
        return Optional.empty();
      }
      if (bytes.length > TreeLimits.MAX_NODE_BYTES) {
        throw new CodecException("proof has a node of [" + bytes.length + "] bytes");
      }
      next++;
      return Optional.of(Block.verified(cid, bytes).bytes());
    }

    @Override
    public boolean has(Cid cid) {
      return next < nodes.size();
    }
  }
}
