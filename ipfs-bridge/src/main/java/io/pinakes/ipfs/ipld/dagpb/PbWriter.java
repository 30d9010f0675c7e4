package io.pinakes.ipfs.ipld.dagpb;

import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.ipld.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes a node: links in the order of their names, then data. */
final class PbWriter {
  private PbWriter() {}

  static byte[] write(PbNode node) {
    requireSorted(node.links());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (PbLink link : node.links()) {
      field(DagPb.NODE_LINK, link(link), out);
    }
    node.data().ifPresent(data -> field(DagPb.NODE_DATA, data, out));
    return out.toByteArray();
  }

  private static byte[] link(PbLink link) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    field(DagPb.LINK_HASH, link.hash().toBytes(), out);
    link.name().ifPresent(name -> field(DagPb.LINK_NAME, Utf8.encode(name), out));
    link.tsize()
        .ifPresent(
            tsize -> {
              out.write(DagPb.LINK_TSIZE);
              Varint.write(tsize, out);
            });
    return out.toByteArray();
  }

  private static void field(int tag, byte[] value, ByteArrayOutputStream out) {
    out.write(tag);
    Varint.write(value.length, out);
    out.writeBytes(value);
  }

  private static void requireSorted(List<PbLink> links) {
    for (int i = 1; i < links.size(); i++) {
      if (PbNode.BY_NAME.compare(links.get(i - 1), links.get(i)) > 0) {
        throw new IllegalArgumentException(
            "link [" + links.get(i).nameOrEmpty() + "] is not in the order of names");
      }
    }
  }
}
