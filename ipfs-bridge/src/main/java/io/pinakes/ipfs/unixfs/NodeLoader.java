package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.io.IOException;
import java.util.List;

/** Reads a block as UnixFS and checks what can be checked within one block. */
final class NodeLoader {
  private final BlockReader blocks;

  NodeLoader(BlockReader blocks) {
    this.blocks = blocks;
  }

  /**
   * One node.
   *
   * @param size of a file, the length of its content
   */
  record Loaded(Cid cid, List<PbLink> links, UnixFsData data, long size) {
    byte[] inline() {
      byte[] bytes = data.data;
      return bytes == null ? new byte[0] : bytes;
    }

    UnixFsException bad(String what) {
      return new UnixFsException(cid, what);
    }
  }

  Loaded load(Cid cid) throws IOException {
    byte[] bytes = blocks.get(cid).orElseThrow(() -> new MissingBlockException(cid));
    if (cid.codec() == Multicodec.RAW) {
      return new Loaded(cid, List.of(), UnixFsData.leaf(bytes), bytes.length);
    }
    if (cid.codec() != Multicodec.DAG_PB) {
      throw new UnixFsException(
          cid, "has the codec [0x" + Long.toHexString(cid.codec()) + "], which is none of UnixFS");
    }
    try {
      PbNode node = PbNode.decode(bytes);
      byte[] data = node.data().orElseThrow(() -> new UnixFsException(cid, "has no data"));
      return checked(cid, node.links(), UnixFsDataCodec.decode(data));
    } catch (CodecException e) {
      throw new UnixFsException(cid, "is malformed: " + e.getMessage(), e);
    }
  }

  private static Loaded checked(Cid cid, List<PbLink> links, UnixFsData data)
      throws UnixFsException {
    return switch (data.type) {
      case FILE, RAW -> new Loaded(cid, links, data, fileSize(cid, links, data));
      case HAMT_SHARD -> {
        checkShard(cid, links, data);
        yield new Loaded(cid, links, data, 0);
      }
      case DIRECTORY, SYMLINK -> new Loaded(cid, links, data, 0);
      case METADATA -> throw new UnixFsException(cid, "is metadata, which nobody defined");
    };
  }

  private static long fileSize(Cid cid, List<PbLink> links, UnixFsData data)
      throws UnixFsException {
    if (data.blockSizes.size() != links.size()) {
      throw new UnixFsException(
          cid,
          "has [" + links.size() + "] links and [" + data.blockSizes.size() + "] sizes of them");
    }
    long size = data.inlineLength();
    for (long part : data.blockSizes) {
      if (part > Long.MAX_VALUE - size) {
        throw new UnixFsException(cid, "has parts of more than 2^63 bytes");
      }
      size += part;
    }
    if (data.fileSize.isPresent() && data.fileSize.getAsLong() != size) {
      throw new UnixFsException(
          cid,
          "says that it has ["
              + data.fileSize.getAsLong()
              + "] bytes; its parts have ["
              + size
              + "]");
    }
    return size;
  }

  private static void checkShard(Cid cid, List<PbLink> links, UnixFsData data)
      throws UnixFsException {
    long hash = data.hashType.orElse(-1);
    if (hash != Hamt.MURMUR3) {
      throw new UnixFsException(cid, "is a shard by the unknown hash [" + hash + "]");
    }
    long fanout = data.fanout.orElse(-1);
    if (!Hamt.isFanout(fanout)) {
      throw new UnixFsException(
          cid, "is a shard of [" + fanout + "] buckets, not a power of two from 8 to 1,024");
    }
    byte[] bits = data.data;
    if (bits == null || bits.length > fanout / 8) {
      throw new UnixFsException(cid, "is a shard whose bit field does not fit its buckets");
    }
    if (BitField.of(bits, (int) fanout).count() != links.size()) {
      throw new UnixFsException(cid, "is a shard whose bit field does not fit its links");
    }
  }
}
