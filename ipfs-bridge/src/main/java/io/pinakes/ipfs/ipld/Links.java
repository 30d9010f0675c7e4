package io.pinakes.ipfs.ipld;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.util.ArrayList;
import java.util.List;

/** The links of a block: what a walk over a graph, a pin and a garbage collection follow. */
public final class Links {
  private static final long CBOR = 0x51;
  private static final long JSON = 0x0200;

  private Links() {}

  /**
   * All links of a block in the order in which they stand in it, repeated ones repeated. Blocks of
   * raw bytes, plain CBOR, plain JSON and keys have none. dag-cbor and dag-json are read relaxed:
   * what another program stored is to be walked, not judged.
   *
   * @throws CodecException if the bytes are not what the CID's codec says, or the codec is unknown,
   *     in which case there is no telling what the block needs
   */
  public static List<Cid> of(Cid cid, byte[] block) throws CodecException {
    long codec = cid.codec();
    if (codec == Multicodec.RAW
        || codec == Multicodec.LIBP2P_KEY
        || codec == CBOR
        || codec == JSON) {
      return List.of();
    }
    if (codec == Multicodec.DAG_PB) {
      return PbNode.decode(block).links().stream().map(PbLink::hash).toList();
    }
    List<Cid> links = new ArrayList<>();
    if (codec == Multicodec.DAG_CBOR) {
      collect(DagCbor.RELAXED.decode(block), links);
    } else if (codec == Multicodec.DAG_JSON) {
      collect(DagJson.RELAXED.decode(block), links);
    } else {
      throw new CodecException(
          "block [" + cid + "] has the unknown codec [0x" + Long.toHexString(codec) + "]");
    }
    return List.copyOf(links);
  }

  private static void collect(Node node, List<Cid> links) {
    switch (node) {
      case LinkNode link -> links.add(link.cid());
      case ListNode list -> list.items().forEach(item -> collect(item, links));
      case MapNode map -> map.entries().values().forEach(value -> collect(value, links));
      default -> {}
    }
  }
}
