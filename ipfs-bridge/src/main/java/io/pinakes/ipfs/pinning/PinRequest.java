package io.pinakes.ipfs.pinning;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that was asked to be kept.
 *
 * @param id of the request
 * @param cid what is to be kept, with all below it
 * @param name in the words of whoever asked; may be empty
 * @param meta further words
 * @param origins addresses that are said to have it
 * @param created when it was asked for, to the millisecond; no two are the same
 * @param status how far it is
 * @param info why it failed, or empty
 * @param ours whether the pin was set for this request, so that it goes with it
 */
record PinRequest(
    String id,
    Cid cid,
    String name,
    Map<String, String> meta,
    List<String> origins,
    Instant created,
    Status status,
    String info,
    boolean ours) {
  /** How far a request is. */
  enum Status {
    QUEUED,
    PINNING,
    PINNED,
    FAILED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status parse(String text) {
      for (Status status : values()) {
        if (status.text().equals(text)) {
          return status;
        }
      }
      throw new IllegalArgumentException("there is no status [" + text + "]");
    }
  }

  PinRequest at(Status next, String why, boolean set) {
    return new PinRequest(id, cid, name, meta, origins, created, next, why, set);
  }

  private MapNode metaNode() {
    MapNode.Builder node = MapNode.builder();
    meta.forEach(node::put);
    return node.build();
  }

  /** As the API shows it. */
  MapNode shown(List<String> delegates) {
    MapNode.Builder pin = MapNode.builder().put("cid", cid.toString()).put("name", name);
    pin.put("origins", ListNode.ofTexts(origins)).put("meta", metaNode());
    MapNode.Builder shown =
        MapNode.builder()
            .put("requestid", id)
            .put("status", status.text())
            .put("created", created.toString());
    shown.put("pin", pin.build()).put("delegates", ListNode.ofTexts(delegates));
    if (!info.isEmpty()) {
      shown.put("info", MapNode.builder().put("status_details", info).build());
    }
    return shown.build();
  }

  /** As the table keeps it: dag-cbor of all but the id, which is the key. */
  byte[] encode() {
    return DagCbor.STRICT.encode(
        MapNode.builder()
            .put("cid", cid)
            .put("name", name)
            .put("meta", metaNode())
            .put("origins", ListNode.ofTexts(origins))
            .put("created", created.toEpochMilli())
            .put("status", status.text())
            .put("info", info)
            .put("ours", ours)
            .build());
  }

  static PinRequest decode(String id, byte[] row) throws CodecException {
    if (!(DagCbor.STRICT.decode(row) instanceof MapNode map)) {
      throw new CodecException("a request to pin is no map");
    }
    return new PinRequest(
        id,
        map.link("cid"),
        map.text("name"),
        texts(map.map("meta")),
        map.list("origins").texts(),
        Instant.ofEpochMilli(map.integer("created")),
        Status.parse(map.text("status")),
        map.text("info"),
        map.bool("ours"));
  }

  static Map<String, String> texts(MapNode map) throws CodecException {
    Map<String, String> texts = new TreeMap<>();
    for (String key : map.keys()) {
      texts.put(key, map.text(key));
    }
    return texts;
  }
}
