package io.pinakes.datasets.model;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a document in their order, as the root of a tree that stands in the document
 * itself.
 *
 * <p>Layout of a node, the root's within the document and the others as blocks of their own:
 *
 * <pre>
 * level 0  { "level": 0, "entries": [ ChunkRef, … ] }
 * above    { "level": n, "entries": [ [ &amp;node, count ], … ] }      nodes of level n - 1
 * </pre>
 *
 * A node takes entries until it has 64 KiB; so all nodes of a level but the last are full, and the
 * same chunks always give the same tree. Places ascend strictly, by start and then by end, through
 * the whole list: a node that is named twice, with which a few bytes could promise billions of
 * chunks, is refused at its second coming.
 */
public final class ChunkList {
  private static final Set<String> FIELDS = Set.of("entries", "level");
  private static final String CALLED = "chunk list";

  private final int level;
  private final List<ChunkRef> refs;
  private final List<Below> below;

  private record Below(Cid node, long count) {
    Node encode() {
      return new ListNode(List.of(Node.of(node), Node.of(count)));
    }
  }

  /** Takes chunks one by one. */
  @FunctionalInterface
  public interface Visitor {
    /** Looks at the next chunk. */
    void visit(ChunkRef ref) throws IOException;
  }

  /** Passes chunks on as long as their places ascend. */
  private static final class Ascending implements Visitor {
    private final Visitor next;
    private @Nullable ChunkRef before;

    Ascending(Visitor next) {
      this.next = next;
    }

    @Override
    public void visit(ChunkRef ref) throws IOException {
      if (before != null && !ascend(before, ref)) {
        throw new CodecException("chunk list has places out of order at [" + ref.start() + "]");
      }
      before = ref;
      next.visit(ref);
    }
  }

  private static boolean ascend(ChunkRef before, ChunkRef after) {
    return after.start() > before.start()
        || (after.start() == before.start() && after.end() > before.end());
  }

  private ChunkList(int level, List<ChunkRef> refs, List<Below> below) {
    this.level = level;
    this.refs = refs;
    this.below = below;
  }

  /**
   * Lists chunks; nodes other than the root go to the sink.
   *
   * @throws IllegalArgumentException if the places do not ascend
   */
  public static ChunkList of(List<ChunkRef> chunks, BlockSink sink) throws IOException {
    for (int i = 1; i < chunks.size(); i++) {
      if (!ascend(chunks.get(i - 1), chunks.get(i))) {
        throw new IllegalArgumentException(
            "chunk at [" + chunks.get(i).start() + "] does not follow the one before it");
      }
    }
    List<ChunkList> nodes = new ArrayList<>();
    for (List<ChunkRef> run : cut(chunks, ChunkRef::encode)) {
      nodes.add(new ChunkList(0, run, List.of()));
    }
    int level = 0;
    while (nodes.size() > 1) {
      level++;
      List<Below> entries = new ArrayList<>(nodes.size());
      for (ChunkList node : nodes) {
        Block block = Records.encode(CALLED, node.encode(), ModelLimits.MAX_NODE_BYTES);
        sink.put(block);
        entries.add(new Below(block.cid(), node.count()));
      }
      nodes.clear();
      for (List<Below> run : cut(entries, Below::encode)) {
        nodes.add(new ChunkList(level, List.of(), run));
      }
    }
    return nodes.isEmpty() ? new ChunkList(0, List.of(), List.of()) : nodes.get(0);
  }

  private static <T> List<List<T>> cut(List<T> items, Function<T, Node> encoding) {
    List<List<T>> runs = new ArrayList<>();
    List<T> run = new ArrayList<>();
    int bytes = 0;
    for (T item : items) {
      run.add(item);
      bytes += Records.encodedBytes(encoding.apply(item));
      if (bytes >= ModelLimits.FULL_NODE_BYTES) {
        runs.add(List.copyOf(run));
        run.clear();
        bytes = 0;
      }
    }
    if (!run.isEmpty()) {
      runs.add(List.copyOf(run));
    }
    return runs;
  }

  /** How many chunks there are, each counted as often as it stands in the document. */
  public long count() {
    long count = refs.size();
    for (Below node : below) {
      count += node.count();
    }
    return count;
  }

  /**
   * Shows all chunks in their order, one node in memory a level.
   *
   * @throws IOException if a node is missing or malformed, or the visitor throws
   */
  public void forEach(BlockReader blocks, Visitor visitor) throws IOException {
    walk(blocks, new Ascending(visitor));
  }

  private void walk(BlockReader blocks, Visitor visitor) throws IOException {
    for (ChunkRef ref : refs) {
      visitor.visit(ref);
    }
    for (Below entry : below) {
      byte[] bytes =
          blocks
              .get(entry.node())
              .orElseThrow(() -> new MissingBlockException(entry.node(), CALLED));
      ChunkList node = decode(Records.decode(CALLED, bytes, ModelLimits.MAX_NODE_BYTES, FIELDS));
      if (node.level != level - 1 || node.count() != entry.count()) {
        throw new CodecException(
            "chunk list node [" + entry.node() + "] is not what the node above it says");
      }
      node.walk(blocks, visitor);
    }
  }

  /** All chunks in memory; for documents of a known size. */
  public List<ChunkRef> toList(BlockReader blocks) throws IOException {
    List<ChunkRef> all = new ArrayList<>();
    forEach(blocks, all::add);
    return all;
  }

  MapNode encode() {
    List<Node> entries = new ArrayList<>(refs.size() + below.size());
    refs.forEach(ref -> entries.add(ref.encode()));
    below.forEach(node -> entries.add(node.encode()));
    return MapNode.builder().put("level", level).put("entries", new ListNode(entries)).build();
  }

  static ChunkList decode(MapNode map) throws CodecException {
    map.requireOnly(FIELDS);
    long level = map.integer("level");
    ListNode entries = map.list("entries");
    if (level < 0 || level > ModelLimits.MAX_LEVEL) {
      throw new CodecException("chunk list of level [" + level + "]");
    }
    if (level == 0) {
      List<ChunkRef> refs = new ArrayList<>(entries.size());
      for (Node entry : entries.items()) {
        refs.add(ChunkRef.decode(entry));
      }
      return new ChunkList(0, List.copyOf(refs), List.of());
    }
    return new ChunkList((int) level, List.of(), decodeBelow(entries));
  }

  private static List<Below> decodeBelow(ListNode entries) throws CodecException {
    if (entries.size() == 0) {
      throw new CodecException("chunk list node is empty");
    }
    List<Below> below = new ArrayList<>(entries.size());
    long sum = 0;
    for (int i = 0; i < entries.size(); i++) {
      ListNode pair = entries.list(i);
      if (pair.size() != 2 || pair.integer(1) < 1) {
        throw new CodecException("chunk list entry is not a node and a count");
      }
      Below entry = new Below(pair.link(0), pair.integer(1));
      sum += entry.count();
      if (sum < 0) {
        throw new CodecException("chunks of a list are more than can be counted");
      }
      below.add(entry);
    }
    return List.copyOf(below);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChunkList that
        && level == that.level
        && refs.equals(that.refs)
        && below.equals(that.below);
  }

  @Override
  public int hashCode() {
    return 31 * refs.hashCode() + below.hashCode();
  }

  @Override
  public String toString() {
    return "ChunkList[" + count() + " chunks]";
  }
}
