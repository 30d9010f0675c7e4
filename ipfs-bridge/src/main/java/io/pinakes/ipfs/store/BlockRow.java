package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.blockstore.Block;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What the space {@code rows} says of a block: {@code varint length | varint codec}, under the key
 * of the space {@code blocks}, which is the multihash. Reading it costs no read of the block.
 *
 * @param size the block's length in bytes
 * @param codec the codec that the block was first put under
 */
record BlockRow(long size, long codec) {
  static BlockRow of(Block block) {
    return new BlockRow(block.size(), block.cid().codec());
  }

  static BlockRow parse(String store, byte[] row) throws StoreDamagedException {
    try {
      ByteBuffer in = ByteBuffer.wrap(row);
      BlockRow parsed = new BlockRow(Varint.read(in), Varint.read(in));
      if (in.hasRemaining()) {
        throw new MultiformatException("[" + in.remaining() + "] bytes too many");
      }
      return parsed;
    } catch (MultiformatException e) {
      throw new StoreDamagedException("store [" + store + "]: a block's row is malformed", e);
    }
  }

  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8);
    Varint.write(size, out);
    Varint.write(codec, out);
    return out.toByteArray();
  }

  /** The block's name in version 1. */
  Cid cid(byte[] key) {
    return Cid.v1(codec, Multihash.fromBytes(key));
  }
}
