package io.pinakes.ipfs.http.kubo;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields of Kubo's objects, where Go writes null for an empty list. */
final class Reply {
  private Reply() {}

  static List<String> texts(MapNode map, String key) throws CodecException {
    Optional<Node> value = map.find(key);
    return value.isPresent() && value.get() instanceof ListNode list ? list.texts() : List.of();
  }

  static List<MapNode> maps(MapNode map, String key) throws CodecException {
    List<MapNode> maps = new ArrayList<>();
    if (map.find(key).orElse(Node.NULL) instanceof ListNode list) {
      for (int i = 0; i < list.size(); i++) {
        maps.add(list.map(i));
      }
    }
    return maps;
  }

  static String text(MapNode map, String key) throws CodecException {
    return map.find(key).orElse(Node.NULL) instanceof TextNode text ? text.value() : "";
  }

  static Cid cid(String text) throws CodecException {
    try {
      return Cid.parse(text.replaceFirst("^/ipfs/", ""));
    } catch (MultiformatException e) {
      throw new CodecException("[" + text + "] is no CID", e);
    }
  }

  static List<Cid> cids(List<String> texts) throws CodecException {
    List<Cid> cids = new ArrayList<>();
    for (String text : texts) {
      cids.add(cid(text));
    }
    return List.copyOf(cids);
  }
}
