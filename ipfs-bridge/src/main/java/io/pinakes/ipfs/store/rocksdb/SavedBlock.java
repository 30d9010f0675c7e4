package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.io.ByteArrayOutputStream;

/** What can be told of a block from its key and bytes alone. */
final class SavedBlock {
  private SavedBlock() {}

  /** Whether bytes have the hash that is their key. */
  static boolean isBlock(byte[] key, byte[] bytes) {
    try {
      Block.verified(Cid.v1(Multicodec.RAW, Multihash.fromBytes(key)), bytes);
      return true;
    } catch (HashMismatchException | IllegalArgumentException e) {
      return false;
    }
  }

  /** What the row of a block said that has lost it: a record, or bytes. */
  static byte[] row(byte[] block) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8);
    Varint.write(block.length, out);
    Varint.write(isRecord(block) ? Multicodec.DAG_CBOR : Multicodec.RAW, out);
    return out.toByteArray();
  }

  /** A map or a list: no text begins with such a byte. */
  private static boolean isRecord(byte[] block) {
    int first = block.length == 0 ? 0 : Byte.toUnsignedInt(block[0]);
    if (first < 0x80 || first >= 0xc0) {
      return false;
    }
    try {
      DagCbor.STRICT.decode(block);
      return true;
    } catch (CodecException e) {
      return false;
    }
  }
}
