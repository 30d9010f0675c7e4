package io.pinakes.ipfs.rpc;

import io.pinakes.core.hash.HashFunction;
import io.pinakes.core.hash.HashFunctions;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.api.Parameters;
import io.pinakes.ipfs.blockstore.Block;
import java.io.IOException;
import java.util.Optional;

/**
 * How bytes get their CID.
 *
 * @param version of the CID
 * @param codec of the CID
 * @param hash its function
 */
record Naming(int version, long codec, HashFunction hash) {
  /** As the options of {@code block/put} say it: {@code format} is the older way. */
  static Naming ofBlock(Parameters query) {
    HashFunction hash = function(query.find("mhtype").orElse("sha2-256"));
    Optional<String> old = query.find("format");
    boolean v0 = old.filter("v0"::equals).isPresent() && hash.code() == Multihash.SHA2_256;
    String codec = old.orElse(query.find("cid-codec").orElse("raw"));
    return new Naming(v0 ? 0 : 1, Codecs.number(codec), hash);
  }

  /** As the options of {@code dag/put} say it. */
  static Naming ofNode(Parameters query) {
    return new Naming(
        1,
        Codecs.number(query.find("store-codec").orElse("dag-cbor")),
        function(query.find("hash").orElse("sha2-256")));
  }

  Block name(byte[] bytes) throws IOException {
    Multihash named = Multihash.of(hash, bytes);
    Cid cid = version == 0 ? new Cid(0, Multicodec.DAG_PB, named) : Cid.v1(codec, named);
    return Block.verified(cid, bytes);
  }

  private static HashFunction function(String name) {
    return HashFunctions.byName(name)
        .orElseThrow(
            () -> new IllegalArgumentException("hash function [" + name + "] is not known here"));
  }
}
