package io.pinakes.datasets.catalog;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;

/**
 * A version that is kept: its manifest is a root of garbage collection.
 *
 * @param version the manifest's version
 * @param manifest the manifest
 */
public record VersionRecord(long version, Cid manifest) {
  byte[] encode() {
    return DagCbor.STRICT.encode(
        MapNode.builder().put("manifest", manifest).put("version", version).build());
  }

  static VersionRecord decode(byte[] bytes) throws CodecException {
    if (!(DagCbor.STRICT.decode(bytes) instanceof MapNode map)) {
      throw new CodecException("version record is not a map");
    }
    return new VersionRecord(map.integer("version"), map.link("manifest"));
  }
}
