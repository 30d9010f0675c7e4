package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.LinkNode;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsEntry;
import io.pinakes.ipfs.unixfs.UnixFsException;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows a path from a root: through folders by name, through dag-cbor and dag-json by key. */
public final class PathResolver {
  private final WatchedBlocks blocks;
  private final List<Cid> read = new ArrayList<>();

  private PathResolver(BlockReader blocks) {
    this.blocks = new WatchedBlocks(blocks, (cid, bytes) -> read.add(cid));
  }

  /**
   * Follows a path, reading only the blocks on the way.
   *
   * @throws GatewayException 404 if a segment is not there, or a block on the way is not here
   */
  static Resolved resolve(BlockReader blocks, Cid root, List<String> segments) throws IOException {
    try {
      return new PathResolver(blocks).follow(root, segments);
    } catch (MissingBlockException e) {
      throw GatewayException.notHere();
    } catch (UnixFsException | CodecException e) {
      throw new GatewayException(500, "a block on the way cannot be read: " + e.getMessage());
    }
  }

  /**
   * The same, for who may know what is here: a block that is not here is named.
   *
   * @throws io.pinakes.ipfs.blockstore.MissingBlockException if a block on the way is not here
   * @throws GatewayException 404 if a segment is not there
   */
  public static Resolved follow(BlockReader blocks, Cid root, List<String> segments)
      throws IOException {
    return new PathResolver(blocks).follow(root, segments);
  }

  private Resolved follow(Cid root, List<String> segments) throws IOException {
    List<Cid> roots = new ArrayList<>(List.of(root));
    Cid at = root;
    int next = 0;
    while (next < segments.size()) {
      if (isNode(at)) {
        Step step = throughNode(at, segments, next);
        if (step.link.isEmpty()) {
          return new Resolved(at, roots, wayTo(at), segments.subList(next, segments.size()));
        }
        next = step.next;
        at = step.link.get();
      } else {
        at = throughFolder(at, segments.get(next));
        next++;
      }
      roots.add(at);
    }
    return new Resolved(at, roots, wayTo(at), List.of());
  }

  private List<Cid> wayTo(Cid end) {
    List<Cid> way = new ArrayList<>(read);
    way.remove(end);
    return List.copyOf(way);
  }

  private static boolean isNode(Cid cid) {
    return cid.codec() == Multicodec.DAG_CBOR || cid.codec() == Multicodec.DAG_JSON;
  }

  private Cid throughFolder(Cid folder, String name) throws IOException {
    if (folder.codec() != Multicodec.DAG_PB) {
      throw GatewayException.notHere();
    }
    if (!(new UnixFsReader(blocks).open(folder) instanceof UnixFsDirectory opened)) {
      throw GatewayException.notHere();
    }
    return opened.find(name).map(UnixFsEntry::cid).orElseThrow(GatewayException::notHere);
  }

  /** How far keys lead within one block: to a link, or to a value if they end before one. */
  private record Step(Optional<Cid> link, int next) {}

  private Step throughNode(Cid cid, List<String> segments, int first) throws IOException {
    byte[] bytes = blocks.need(cid);
    Node node =
        cid.codec() == Multicodec.DAG_CBOR
            ? DagCbor.RELAXED.decode(bytes)
            : DagJson.RELAXED.decode(bytes);
    for (int i = first; i < segments.size(); i++) {
      node = child(node, segments.get(i)).orElseThrow(GatewayException::notHere);
      if (node instanceof LinkNode link) {
        return new Step(Optional.of(link.cid()), i + 1);
      }
    }
    return new Step(Optional.empty(), segments.size());
  }

  private static Optional<Node> child(Node node, String key) {
    if (node instanceof MapNode map) {
      return map.find(key);
    }
    if (node instanceof ListNode list && key.matches("[0-9]{1,9}")) {
      int index = Integer.parseInt(key);
      return index < list.size() ? Optional.of(list.items().get(index)) : Optional.empty();
    }
    return Optional.empty();
  }
}
