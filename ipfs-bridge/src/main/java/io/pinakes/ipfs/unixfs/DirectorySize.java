package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.ipld.Utf8;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import java.util.List;

/** How large a folder would be as one block, reckoned without making it. */
record DirectorySize(UnixFsProfile profile) {
  /** {@code 0a 02 08 01}: the data of a folder. */
  private static final int DATA_BYTES = 4;

  boolean isOverThreshold(List<PbLink> links) {
    long bytes =
        switch (profile.hamtMeasure()) {
          case BLOCK -> DATA_BYTES + links.stream().mapToLong(DirectorySize::linkBytes).sum();
          case LINKS -> links.stream().mapToLong(DirectorySize::nameAndCidBytes).sum();
        };
    return bytes > profile.hamtThresholdBytes();
  }

  private static long nameAndCidBytes(PbLink link) {
    return (long) Utf8.encode(link.nameOrEmpty()).length + link.hash().toBytes().length;
  }

  private static long linkBytes(PbLink link) {
    int body =
        field(link.hash().toBytes().length)
            + field(Utf8.encode(link.nameOrEmpty()).length)
            + 1
            + Varint.size(link.tsize().orElse(0));
    return field(body);
  }

  /** A tag of one byte, the length, and as many bytes. */
  private static int field(int length) {
    return 1 + Varint.size(length) + length;
  }
}
