package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.io.ByteArrayOutputStream;
import java.util.Collections;

/** Files that hold the same part many times. */
final class Repeating {
  private Repeating() {}

  /** A UnixFS file of so many times a part, as {@code Type 1, filesize 3, blocksizes 4}. */
  static Block file(Cid part, long partBytes, int times) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(0x08);
    data.write(2);
    data.write(0x18);
    Varint.write(partBytes * times, data);
    for (int i = 0; i < times; i++) {
      data.write(0x20);
      Varint.write(partBytes, data);
    }
    PbNode node =
        PbNode.of(Collections.nCopies(times, PbLink.of(part, "", partBytes)), data.toByteArray());
    return Block.of(Multicodec.DAG_PB, node.encode());
  }
}
