package io.pinakes.ipfs.car;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What follows the pragma of a version 2 archive: 16 bytes of characteristics, then three unsigned
 * 64-bit numbers, little-endian, in bytes from the beginning of the file.
 *
 * @param fullyIndexed the first bit of the characteristics: the index has identity CIDs, too
 * @param dataOffset where the version 1 payload begins
 * @param dataSize how long it is
 * @param indexOffset where the index begins, 0 if there is none
 */
record CarV2Header(boolean fullyIndexed, long dataOffset, long dataSize, long indexOffset) {
  static final int BYTES = 40;

  /** Pragma and header together. */
  static final int PREFIX_BYTES = 11 + BYTES;

  private static final int CHARACTERISTICS_BYTES = 16;
  private static final int FULLY_INDEXED = 0x80;

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) (fullyIndexed ? FULLY_INDEXED : 0)).position(CHARACTERISTICS_BYTES);
    return out.putLong(dataOffset).putLong(dataSize).putLong(indexOffset).array();
  }

  /** Reads the 40 bytes, and checks that the parts stand behind each other. */
  static CarV2Header decode(byte[] bytes) throws CarException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean fullyIndexed = (in.get(0) & FULLY_INDEXED) != 0;
    long dataOffset = in.getLong(CHARACTERISTICS_BYTES);
    long dataSize = in.getLong(CHARACTERISTICS_BYTES + Long.BYTES);
    long indexOffset = in.getLong(CHARACTERISTICS_BYTES + 2 * Long.BYTES);
    if (dataOffset < PREFIX_BYTES) {
      throw wrong("data offset", dataOffset);
    }
    if (dataSize < 1 || dataSize > Long.MAX_VALUE - dataOffset) {
      throw wrong("data size", dataSize);
    }
    if (indexOffset != 0 && indexOffset < dataOffset + dataSize) {
      throw wrong("index offset", indexOffset);
    }
    return new CarV2Header(fullyIndexed, dataOffset, dataSize, indexOffset);
  }

  private static CarException wrong(String what, long value) {
    return new CarException(
        "CAR version 2 has an impossible " + what + " [" + Long.toUnsignedString(value) + "]");
  }
}
