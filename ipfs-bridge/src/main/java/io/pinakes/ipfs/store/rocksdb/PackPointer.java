package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.store.StoreDamagedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Where a block lies in the {@link Packs}: {@code varint pack | varint offset | varint length |
 * CRC-32C of the bytes, 4 bytes}, under the block's key in the space {@link PackedBlocks#SPACE}.
 *
 * @param pack the number of the file
 * @param offset where the bytes begin in it
 * @param length how many they are
 * @param crc their CRC-32C
 */
record PackPointer(long pack, long offset, int length, int crc) {
  static PackPointer parse(byte[] row) throws StoreDamagedException {
    try {
      ByteBuffer in = ByteBuffer.wrap(row);
      long pack = Varint.read(in);
      long offset = Varint.read(in);
      long length = Varint.read(in);
      if (in.remaining() != Integer.BYTES || length > PackFile.MAX_VALUE_BYTES) {
        throw new MultiformatException("its length or its checksum is none");
      }
      return new PackPointer(pack, offset, (int) length, in.getInt());
    } catch (MultiformatException e) {
      throw new StoreDamagedException("a row that says where a block lies is malformed", e);
    }
  }

  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(24);
    Varint.write(pack, out);
    Varint.write(offset, out);
    Varint.write(length, out);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(crc).array());
    return out.toByteArray();
  }
}
