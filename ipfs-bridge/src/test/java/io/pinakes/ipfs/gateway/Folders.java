package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.util.List;

/** Folders of whatever names. */
final class Folders {
  private Folders() {}

  /** A UnixFS folder of one entry, as {@code Type 1}. */
  static Block of(String name, Cid entry) {
    PbNode node = PbNode.of(List.of(PbLink.of(entry, name, 1)), new byte[] {0x08, 1});
    return Block.of(Multicodec.DAG_PB, node.encode());
  }
}
