package io.pinakes.ipfs.ipld.dagjson;

import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.TextNode;

/** The maps that stand for links and bytes in the text, and that no other map may look like. */
final class Reserved {
  static final String SLASH = "/";
  static final String BYTES = "bytes";

  private Reserved() {}

  /** Whether a reader would take the map, once its keys are sorted, for a link or for bytes. */
  static boolean looksLike(MapNode map) {
    Node value = map.entries().get(SLASH);
    if (value == null || !isFirst(SLASH, map)) {
      return false;
    }
    return value instanceof TextNode
        || value instanceof MapNode inner
            && inner.entries().get(BYTES) instanceof TextNode
            && isFirst(BYTES, inner);
  }

  private static boolean isFirst(String key, MapNode map) {
    // These keys are ASCII, below which both orders of characters, by unit and by byte, agree.
    return map.keys().stream().noneMatch(other -> other.compareTo(key) < 0);
  }
}
