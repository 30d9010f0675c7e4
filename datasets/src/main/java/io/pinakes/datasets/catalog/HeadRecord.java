package io.pinakes.datasets.catalog;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.Head;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.util.Optional;

/**
 * Where a dataset is.
 *
 * @param manifest its newest manifest in this home
 * @param head the word of its key for that; empty for a dataset that came without one
 */
public record HeadRecord(Cid manifest, Optional<Head> head) {
  byte[] encode() {
    MapNode.Builder map = MapNode.builder().put("manifest", manifest);
    head.ifPresent(signed -> map.put("head", signed.toBlock().bytes()));
    return DagCbor.STRICT.encode(map.build());
  }

  static HeadRecord decode(byte[] bytes) throws CodecException {
    if (!(DagCbor.STRICT.decode(bytes) instanceof MapNode map)) {
      throw new CodecException("head record is not a map");
    }
    Optional<byte[]> head = map.findBytes("head");
    return new HeadRecord(
        map.link("manifest"),
        head.isPresent() ? Optional.of(Head.decode(head.get())) : Optional.empty());
  }
}
